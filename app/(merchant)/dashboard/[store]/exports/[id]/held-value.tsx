import type { ReactNode } from "react";
import { formatMoney } from "@/components/customer/format-money";
import { CalendarDate, LocalTime } from "@/components/ui/local-time";
import { currencyOf } from "@/lib/section/descriptor";
import { addressParts, fieldAt } from "@/lib/section/field";
import { parsePointer, pointerTo } from "@/lib/section/pointer";
import { isEmpty } from "@/lib/section/show-value";
import { RedactLink } from "./redact-link";
import { RedactedMark } from "./redacted-mark";
import { controlId, type HeldRow, redactionAt } from "./review";

/** What a row contains at a path: a value with a link to redact it, nested fields, or the redaction marker. */
export function HeldValue({ held, pointer, value }: { held: HeldRow; pointer: string; value: unknown }) {
  const redaction = redactionAt(held, pointer);
  if (redaction) return <RedactedMark held={held} pointer={pointer} redaction={redaction} />;
  if (value === null || typeof value !== "object")
    return (
      <Controlled held={held} pointer={pointer}>
        <FindingMark held={held} pointer={pointer}>
          <Scalar held={held} pointer={pointer} value={value} />
        </FindingMark>
      </Controlled>
    );
  return (
    <ul className="grid min-w-0">
      {envelopeParts(value)
        .filter(([, part]) => !isEmpty(part))
        .map(([key, part]) => (
          <li key={key} className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
            {!Array.isArray(value) && (
              <span className="max-w-full text-ink-soft wrap-anywhere">
                <bdi>
                  {held.review.words.path(held.review.found.table.of(held.section), pointerTo(pointer, key)).at(-1)}
                </bdi>
                :
              </span>
            )}
            <HeldValue held={held} pointer={pointerTo(pointer, key)} value={part} />
          </li>
        ))}
    </ul>
  );
}

const ENVELOPE = Object.keys(addressParts);

/** The parts of an address in the order of an envelope; anything else comes first, in its own order. */
export function envelopeParts(value: object): [string, unknown][] {
  return Object.entries(value).toSorted(([one], [other]) => ENVELOPE.indexOf(one) - ENVELOPE.indexOf(other));
}

/** Marks a value that may contain another person's data, and names its kind. */
function FindingMark({ held, pointer, children }: { held: HeldRow; pointer: string; children: ReactNode }) {
  const { findings, t } = held.review;
  const kinds = findings?.at(held.section, held.index, pointer) ?? [];
  if (kinds.length === 0) return children;
  return (
    <div className="min-w-0 rounded-[5px] border-s-4 border-wait bg-wait-wash px-2 py-0.5">
      {children}
      <span className="block text-[12.5px] leading-[18px] font-medium text-wait">
        {kinds.map((kind) => t(`finding-${kind}`)).join(" ")}
      </span>
    </div>
  );
}

/** Something that can be redacted, and the link to do so where no menu does it. */
export function Controlled({
  held,
  pointer,
  all = false,
  children,
}: {
  held: HeldRow;
  pointer: string;
  /** Redacts a value and everything in it. */
  all?: boolean;
  children?: ReactNode;
}) {
  const { t, words, findings } = held.review;
  if (held.hasMenu) return children;
  const isFound = (findings?.at(held.section, held.index, pointer) ?? []).length > 0;
  const name = t(all ? "redactAllNamed" : "redactNamed", {
    field: words.path(held.review.found.table.of(held.section), pointer).join(", "),
    row: held.index + 1,
  });
  return (
    <div className={`group/value inline-flex min-w-0 max-w-full items-baseline gap-x-1 ${all ? "flex-wrap" : ""}`}>
      {children}
      <RedactLink
        id={controlId(held.index, pointer)}
        row={held.index}
        pointer={pointer}
        text={t(all ? "redactAll" : "redact")}
        name={name}
        always={isFound}
      />
    </div>
  );
}

function Scalar({
  held: { review, section, row },
  pointer,
  value,
}: {
  held: HeldRow;
  pointer: string;
  value: unknown;
}) {
  const { words, locale, t } = review;
  const steps = parsePointer(pointer);
  const field = fieldAt(review.found.table.of(section).fields, steps);
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (field?.kind === "date") return <CalendarDate date={String(value)} />;
  if (field?.kind === "file")
    return (
      <a dir="auto" href={`/api/stores/${review.store}/added/${row.id}`} download className="underline wrap-anywhere">
        {String(value).replace(/^.*\//, "")}
      </a>
    );
  if (field?.kind === "instant") return <LocalTime at={new Date(String(value))} />;
  if (field?.kind === "money")
    return (
      <span className="tabular-nums">{formatMoney(String(value), String(currencyOf(row, field) ?? ""), locale)}</span>
    );
  const text = field ? words.text(field, String(value)) : words.attribute(steps.at(-1) ?? "", String(value));
  if (text.length > LONG)
    return (
      <div className="min-w-0">
        <Text text={`${text.slice(0, LONG / 2)}…`} />
        <details>
          <summary className="w-fit text-[13px] text-ink-soft">{t("wholeText", { count: text.length })}</summary>
          <Text text={text} />
        </details>
      </div>
    );
  return <Text text={text} />;
}

function Text({ text }: { text: string }) {
  return (
    <span dir="auto" className="min-w-0 whitespace-pre-line wrap-anywhere">
      {text}
    </span>
  );
}

/** Texts with more characters than this expand on demand. */
const LONG = 1200;
