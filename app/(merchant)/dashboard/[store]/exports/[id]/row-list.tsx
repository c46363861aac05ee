import type { Row, SectionDescriptor } from "@/lib/section/descriptor";
import { belowFirst, type Field } from "@/lib/section/field";
import { parsePointer, pointerTo } from "@/lib/section/pointer";
import { isEmpty, isZero } from "@/lib/section/show-value";
import { Controlled, HeldValue } from "./held-value";
import { RedactedMark } from "./redacted-mark";
import { controlId, type HeldRow, redactionAt, valuesBelow } from "./review";
import { viewQuery } from "./review-view";
import { RowMenu } from "./row-menu";

/** A section's fields that are lists, such as an order's lines. */
export function listsOf({ fields }: SectionDescriptor): [name: string, field: Field][] {
  return Object.entries(fields).filter(([, field]) => field.list);
}

/** How many entries a card shows; a longer list has pages of its own. */
const SHOWN = 10;

/** A list that a row holds, and its entries that are shown. */
interface HeldList {
  held: HeldRow;
  name: string;
  field: Field;
  entries: unknown[];
}

/** A list in a row's card: its first entries, and a link to all of them. */
export function RowList({ held, name, field, entries }: HeldList) {
  const { review, section, index } = held;
  const { t, words, view, store, found } = review;
  const pointer = pointerTo("", name);
  const redaction = redactionAt(held, pointer);
  const below = review.findings?.below(section, index, pointer) ?? [];
  const further = below.filter((place) => Number(parsePointer(place)[1]) >= SHOWN).length;
  const all = viewQuery({ ...view, row: index, lines: 0 });
  return (
    <div>
      <div className="group/value mb-1 flex items-baseline gap-1">
        <h4 className="text-[13px] font-medium text-ink-soft">{words.label(name, field)}</h4>
        {!redaction && <Controlled held={held} pointer={pointer} all />}
      </div>
      {redaction ? (
        <div className="text-sm">
          <RedactedMark held={held} pointer={pointer} redaction={redaction} />
        </div>
      ) : (
        <ListTable held={held} name={name} field={field} entries={entries.slice(0, SHOWN)} from={0} />
      )}
      {!redaction && entries.length > SHOWN && (
        <p className="mt-2 text-sm">
          <a href={`/dashboard/${store}/exports/${found.id}${all}`} className="underline">
            {t("allEntries", { count: entries.length })}
          </a>
          {further > 0 && <span className="font-medium text-wait"> {t("furtherFindings", { count: further })}</span>}
        </p>
      )}
    </div>
  );
}

interface Column {
  name: string;
  field: Field | undefined;
  label: string;
  /** Numbers are right-aligned below the column's heading. */
  align: "text-left" | "text-right";
}

/**
 * Entries of a list as a table; on narrow screens each is a block.
 * @param from the index of the first, from 0.
 */
export function ListTable({ held, name, field, entries, from }: HeldList & { from: number }) {
  const { words, t } = held.review;
  const { fields = {}, columns: names = [] } = field.list ?? {};
  const columns = names.flatMap((column): Column[] => {
    const part = fields[column];
    const isNumeric = part?.kind === "number" || part?.kind === "money";
    if (part?.dashesZero && entries.every((entry) => isZero(partOf(entry, column)))) return [];
    return [
      {
        name: column,
        field: part,
        label: words.label(column, part),
        align: isNumeric ? "text-right" : "text-left",
      },
    ];
  });
  const below = field.list ? belowFirst(field.list) : [];
  const head = "border-b border-line py-1 text-[12.5px] font-medium text-ink-soft";
  return (
    <table aria-label={words.label(name, field)} className="w-full border-collapse text-sm max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          {columns.map(({ name: column, label, align }, place) => (
            <th key={column} scope="col" className={`${head} ${align} ${place === 0 ? "" : "ps-3"}`}>
              {label}
            </th>
          ))}
          <th scope="col" className={head}>
            <span className="sr-only">{t("actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {entries.map((entry, place) => (
          <Entry
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry's place is what names it
            key={place}
            {...{ held, entry, columns, below }}
            pointer={pointerTo(pointerTo("", name), from + place)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Entry({
  held,
  entry,
  pointer,
  columns,
  below,
}: {
  held: HeldRow;
  entry: unknown;
  pointer: string;
  columns: Column[];
  /** Fields that are shown below the first column. */
  below: string[];
}) {
  const { review, section, index } = held;
  const redaction = redactionAt(held, pointer);
  const row = "border-b border-line last:border-b-0 max-md:flex max-md:flex-wrap max-md:gap-x-4 max-md:py-2";
  const cell = "py-1.5 align-top max-md:p-0";
  if (redaction)
    return (
      <tr className={row}>
        <td colSpan={columns.length + 1} className={cell}>
          <RedactedMark held={held} pointer={pointer} redaction={redaction} />
        </td>
      </tr>
    );
  const show = (name: string) => (
    <HeldValue held={{ ...held, hasMenu: true }} pointer={pointerTo(pointer, name)} value={partOf(entry, name)} />
  );
  const isDashed = ({ name, field }: Column) =>
    field?.dashesZero && isZero(partOf(entry, name)) && !redactionAt(held, pointerTo(pointer, name));
  return (
    <tr className={row}>
      {columns.map((column, place) =>
        place === 0 ? (
          <td key={column.name} className={`${cell} pe-3 max-md:basis-full`}>
            {show(column.name)}
            {below
              .filter((name) => !isEmpty(partOf(entry, name)))
              .map((name) => (
                <div key={name} className="text-[13px] leading-[18px] text-ink-soft">
                  {show(name)}
                </div>
              ))}
          </td>
        ) : (
          <td
            key={column.name}
            data-label={column.label}
            className={`${cell} ${column.align} ps-3 whitespace-nowrap tabular-nums max-md:before:text-ink-soft max-md:before:content-[attr(data-label)_':_']`}
          >
            {isDashed(column) ? "–" : show(column.name)}
          </td>
        ),
      )}
      <td className={"w-8 py-0 pt-px text-right align-top max-md:-my-1.5 max-md:ms-auto max-md:p-0"}>
        <RowMenu
          id={controlId(index, pointer)}
          name={review.t("entryActions", {
            field: review.words.path(review.found.table.of(section), pointer).join(", "),
            row: index + 1,
          })}
          row={index}
          pointer={pointer}
          items={[
            ...valuesBelow(held, pointer).map((value) => ({
              label: review.t("redactValue", { field: value.label }),
              pointer: value.pointer,
            })),
            { label: review.t("redactEntry"), pointer },
          ]}
        />
      </td>
    </tr>
  );
}

function partOf(entry: unknown, name: string): unknown {
  return entry !== null && typeof entry === "object" ? (entry as Row)[name] : undefined;
}
