import type { ReactNode } from "react";
import { formatMoney } from "@/components/customer/format-money";
import { LocalTime } from "@/components/ui/local-time";
import { pointerTo } from "@/lib/section/pointer";
import { parsePointer } from "@/lib/section/redact-row";
import { isEmpty } from "@/lib/section/show-value";
import { FindingMark } from "./finding-mark";
import { RedactLink } from "./redact-link";
import { RedactedMark } from "./redacted-mark";
import { controlId, type HeldRow, redactionAt } from "./review";

/** What a row holds at a place: a value with what redacts it, its fields, or the mark where it is redacted. */
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
  const parts = Object.entries(value).filter(([, part]) => !isEmpty(part));
  return (
    <ul className="grid min-w-0">
      {parts
        .toSorted(([one], [other]) => ENVELOPE.indexOf(one) - ENVELOPE.indexOf(other))
        .map(([key, part]) => (
          <li key={key} className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
            {!Array.isArray(value) && (
              <span className="max-w-full text-ink-soft wrap-anywhere">
                <bdi>{held.review.texts.key(held.section, pointerTo(pointer, key))}</bdi>:
              </span>
            )}
            <HeldValue held={held} pointer={pointerTo(pointer, key)} value={part} />
          </li>
        ))}
    </ul>
  );
}

// As an address stands on an envelope; what else is held comes before, in its own order.
const ENVELOPE = ["name", "company", "line1", "line2", "postalCode", "city", "province", "country", "phone"];

/** Something that may be redacted, and the control that does. */
export function Controlled({
  held,
  pointer,
  all = false,
  children,
}: {
  held: HeldRow;
  pointer: string;
  /** Redacts a value with all that is in it. */
  all?: boolean;
  children?: ReactNode;
}) {
  const { t, texts } = held.review;
  const name = t(all ? "redactAllNamed" : "redactNamed", {
    field: texts.path(held.section, pointer),
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
  const { texts, t } = review;
  const [first = "", ...rest] = parsePointer(pointer);
  const key = rest.at(-1) ?? first;
  if (typeof value === "boolean") return value ? texts.yes : texts.no;
  const text = String(value);
  if (TIME.test(text) && /(^at|At)$/.test(key)) return <LocalTime at={text} locale={texts.locale} />;
  if (MONEY.has(key) && typeof row.currency === "string" && /^-?\d+(\.\d+)?$/.test(text))
    return <span className="tabular-nums">{formatMoney(text, row.currency, texts.locale)}</span>;
  const word = texts.word(section, rest.length > 0 ? `${first}.${key}` : key, text);
  if (word) return word;
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

const TIME = /^\d{4}-\d{2}-\d{2}T/;
const MONEY = new Set(["subtotal", "shipping", "taxes", "discount", "total", "price"]);
/** Characters from which a text opens on demand. */
const LONG = 1200;
