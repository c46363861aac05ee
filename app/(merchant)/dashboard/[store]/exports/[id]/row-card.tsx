import type { ReactNode } from "react";
import type { Field } from "@/lib/section/field";
import { pointerTo } from "@/lib/section/pointer";
import { isEmpty } from "@/lib/section/show-value";
import { Controlled, HeldValue } from "./held-value";
import { RedactedMark } from "./redacted-mark";
import { controlId, type HeldRow, redactionAt, shownTitle } from "./review";
import { RowKeys } from "./row-keys";
import { RowLine } from "./row-line";
import { RowList } from "./row-list";
import { RowMenu } from "./row-menu";
import { RowReceipt } from "./row-receipt";

/**
 * A row as named values, of which empty ones are left out. One with a list is a line that expands, unless it is the only
 * one of its page.
 */
export function RowCard({ held, isOnly }: { held: HeldRow; isOnly: boolean }) {
  const { review, section, index } = held;
  const { t, words, findings, view } = review;
  const redaction = redactionAt(held, "");
  const isFolded = review.found.table.of(section).layout.line !== undefined && !redaction;
  const isOpen = !isFolded || isOnly || view.open === index;
  const heading = `row-${index}-title`;
  const found = isFolded ? (findings?.below(section, index, "") ?? []) : [];
  const label = (pointer: string) => words.path(review.found.table.of(section), pointer).join(", ");
  return (
    <RowKeys
      id={`row-${index}`}
      aria-labelledby={heading}
      className="scroll-mt-20 border-b border-line last:border-b-0"
    >
      <div
        className={`flex items-center gap-2 pe-2.5 ${isFolded ? "relative" : "ps-[18px] pt-3"} ${isFolded && isOpen ? "bg-sunken" : ""}`}
      >
        <h3
          id={heading}
          className={`min-w-0 grow text-sm leading-5 ${isFolded && !isOpen ? "font-normal" : "font-semibold"}`}
        >
          {isFolded ? (
            <RowLine held={held} isOpen={isOpen} isOnly={isOnly} foundCount={found.length} />
          ) : (
            <Title held={held} isRedacted={redaction !== undefined} />
          )}
        </h3>
        {!redaction && (
          <RowMenu
            id={controlId(index)}
            name={t("rowActions", { row: index + 1 })}
            row={index}
            items={[
              { label: t("redactRowNamed", { row: index + 1 }), pointer: "" },
              ...found
                .slice(0, MAX_FOUND)
                .map((pointer) => ({ label: t("redactValue", { field: label(pointer) }), pointer })),
            ]}
          />
        )}
      </div>
      {redaction ? (
        <div className="px-[18px] pt-1.5 pb-4 text-sm">
          <RedactedMark held={held} pointer="" redaction={redaction} />
        </div>
      ) : (
        isOpen && <Content held={held} />
      )}
    </RowKeys>
  );
}

/** Kinds of fields that no page shows. */
const DATA_ONLY = new Set<Field["kind"] | undefined>(["offset", "origin"]);

/** How many places with other people's data a row's menu names. */
const MAX_FOUND = 8;

function Title({ held, isRedacted }: { held: HeldRow; isRedacted: boolean }): ReactNode {
  const title = isRedacted ? undefined : shownTitle(held);
  const row = held.review.t("row", { row: held.index + 1 });
  if (!title) return row;
  return (
    <>
      <bdi className="line-clamp-3 text-[15px] wrap-anywhere">{title}</bdi>{" "}
      <span className="block text-[12.5px] leading-[18px] font-normal text-ink-soft">{row}</span>
    </>
  );
}

/** What a row holds: its lists, its values, and the amounts that sum it up. */
function Content({ held }: { held: HeldRow }) {
  const { review, section, row } = held;
  const { sums = [], line } = review.found.table.of(section).layout;
  const parts = partsOf(held).filter(({ name }) => !sums.some((sum) => sum === name));
  return (
    <div className={`grid grid-cols-[minmax(0,1fr)] gap-4 px-[18px] pt-2 pb-4 ${line ? "sm:ps-11" : ""}`}>
      {parts.map(
        ({ name, field }) =>
          field?.list && <RowList key={name} held={held} name={name} field={field} entries={row[name] as unknown[]} />,
      )}
      {sums.length > 0 && <RowReceipt held={held} sums={sums} />}
      <dl className="grid gap-x-8 text-sm leading-6 min-[1440px]:grid-cols-2">
        {parts
          .filter(({ field }) => !field?.list)
          .map(({ name }) => (
            <HeldField key={name} held={held} name={name} value={row[name]} />
          ))}
      </dl>
    </div>
  );
}

function HeldField({ held, name, value }: { held: HeldRow; name: string; value: unknown }) {
  const pointer = pointerTo("", name);
  const [label] = held.review.words.path(held.review.found.table.of(held.section), pointer);
  const nested = typeof value === "object";
  const wide = !nested && String(value).length > 80;
  return (
    <div
      className={`grid grid-cols-[minmax(0,1fr)] content-start gap-x-3 sm:grid-cols-[148px_minmax(0,1fr)] ${wide ? "min-[1440px]:col-span-2" : ""}`}
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
function partsOf({ review, section, row }: HeldRow): { name: string; field: Field | undefined }[] {
  const { fields } = review.found.table.of(section);
  const names = new Set([...Object.keys(fields), ...Object.keys(row)]);
  return [...names]
    .filter((name) => !isEmpty(row[name]) && !DATA_ONLY.has(fields[name]?.kind))
    .map((name) => ({ name, field: fields[name] }));
}
