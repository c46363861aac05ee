import { pointerTo } from "@/lib/section/pointer";
import { isEmpty } from "@/lib/section/show-value";
import { Controlled, HeldValue } from "./held-value";
import { RedactLink } from "./redact-link";
import { RedactedMark } from "./redacted-mark";
import { controlId, type HeldRow, redactionAt } from "./review";
import { rowTitle } from "./review-texts";
import { LISTS, RowList } from "./row-list";

/** A row as a card of named values; what is not held is left out. */
export function RowCard({ held }: { held: HeldRow }) {
  const { review, section, index, row } = held;
  const { t } = review;
  const redaction = redactionAt(held, "");
  const title = redaction ? undefined : rowTitle(section, row, (pointer) => !redactionAt(held, pointer));
  const heading = `row-${index}-title`;
  const shown = ordered(row).filter(([key, value]) => !isEmpty(value) && !LISTS[section]?.[key]);
  const lists = Object.entries(row).filter(([key, value]) => !isEmpty(value) && LISTS[section]?.[key]);
  return (
    <article
      id={`row-${index}`}
      aria-labelledby={heading}
      className="scroll-mt-20 border-b border-line px-[18px] py-4 last:border-b-0"
    >
      <div className="mb-2.5 flex items-start gap-3">
        <h3 id={heading} className="min-w-0 grow text-[15px] leading-6 font-semibold">
          {title && <bdi className="line-clamp-3 wrap-anywhere">{title}</bdi>}
          <span className={title ? "block text-[12.5px] leading-[18px] font-normal text-ink-soft" : undefined}>
            {t("row", { row: index + 1 })}
          </span>
        </h3>
        {!redaction && (
          <RedactLink
            id={controlId(index)}
            row={index}
            text={t("redactRow")}
            name={t("redactRowNamed", { row: index + 1 })}
            always
          />
        )}
      </div>
      {redaction ? (
        <div className="text-sm">
          <RedactedMark held={held} pointer="" redaction={redaction} />
        </div>
      ) : (
        <>
          <dl className="grid gap-x-8 text-sm leading-6 lg:grid-cols-2">
            {shown.map(([key, value]) => (
              <Field key={key} held={held} name={key} value={value} />
            ))}
          </dl>
          {lists.map(([key, value]) => (
            <RowList key={key} held={held} name={key} entries={value as unknown[]} />
          ))}
        </>
      )}
    </article>
  );
}

function Field({ held, name, value }: { held: HeldRow; name: string; value: unknown }) {
  const pointer = pointerTo("", name);
  const label = held.review.texts.field(held.section, name);
  const nested = typeof value === "object";
  const wide = !nested && String(value).length > 80;
  return (
    <div
      className={`grid grid-cols-[minmax(0,1fr)] content-start gap-x-3 sm:grid-cols-[148px_minmax(0,1fr)] ${wide ? "lg:col-span-2" : ""}`}
    >
      <dt className="min-w-0 text-ink-soft wrap-anywhere max-sm:pt-1.5 max-sm:text-[12.5px] max-sm:leading-[18px]">
        {nested && !redactionAt(held, pointer) ? (
          <Controlled held={held} pointer={pointer} all>
            {label}
          </Controlled>
        ) : (
          label
        )}
      </dt>
      <dd className="min-w-0">
        <HeldValue held={held} pointer={pointer} value={value} />
      </dd>
    </div>
  );
}

/** Numbers and dates of the shop's own come last: people look for people's words first. */
function ordered(row: Record<string, unknown>): [string, unknown][] {
  const fields = Object.entries(row);
  const last = ([key]: [string, unknown]) => LAST.includes(key);
  return [...fields.filter((field) => !last(field)), ...fields.filter(last)];
}

const LAST = ["id", "platformId", "createdAt", "updatedAt"];
