import type { Field } from "@/lib/section/field";
import { pointerTo } from "@/lib/section/pointer";
import { descriptors } from "@/lib/section/sections";
import { isEmpty } from "@/lib/section/show-value";
import { Controlled, HeldValue } from "./held-value";
import { RedactLink } from "./redact-link";
import { RedactedMark } from "./redacted-mark";
import { controlId, type HeldRow, redactionAt, shownTitle } from "./review";
import { RowList } from "./row-list";

/** A row as a card of named values; empty ones are left out. */
export function RowCard({ held }: { held: HeldRow }) {
  const { review, index, row } = held;
  const { t } = review;
  const redaction = redactionAt(held, "");
  const title = redaction ? undefined : shownTitle(held);
  const heading = `row-${index}-title`;
  const parts = partsOf(held);
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
            {parts
              .filter(({ field }) => !field?.list)
              .map(({ name }) => (
                <HeldField key={name} held={held} name={name} value={row[name]} />
              ))}
          </dl>
          {parts.map(
            ({ name, field }) =>
              field?.list && (
                <RowList key={name} held={held} name={name} field={field} entries={row[name] as unknown[]} />
              ),
          )}
        </>
      )}
    </article>
  );
}

function HeldField({ held, name, value }: { held: HeldRow; name: string; value: unknown }) {
  const pointer = pointerTo("", name);
  const [label] = held.review.words.path(descriptors[held.section], pointer);
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

/** A row's fields in the section's order; fields that only an older version had come last. */
function partsOf({ section, row }: HeldRow): { name: string; field: Field | undefined }[] {
  const fields: Record<string, Field> = descriptors[section].fields;
  const names = new Set([...Object.keys(fields), ...Object.keys(row)]);
  return [...names]
    .filter((name) => !isEmpty(row[name]) && fields[name]?.kind !== "offset")
    .map((name) => ({ name, field: fields[name] }));
}
