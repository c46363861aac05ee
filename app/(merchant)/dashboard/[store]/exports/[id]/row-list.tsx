import { pointerTo } from "@/lib/section/pointer";
import { parsePointer } from "@/lib/section/redact-row";
import type { Section } from "@/lib/section/rows";
import { isEmpty } from "@/lib/section/show-value";
import { Controlled, HeldValue } from "./held-value";
import { RedactLink } from "./redact-link";
import { RedactedMark } from "./redacted-mark";
import { controlId, type HeldRow, redactionAt } from "./review";
import { viewQuery } from "./review-view";

/** Lists within a row that read as tables: the first column names the entry, `below` stands under it. */
export const LISTS: Partial<Record<Section, Record<string, { first: string; below: string[]; columns: string[] }>>> = {
  orders: { lines: { first: "name", below: ["sku", "attributes"], columns: ["quantity", "price", "discount"] } },
  requests: { events: { first: "type", below: [], columns: ["actor", "at"] } },
};

/** Entries that a card shows; all of a longer list stand on pages of their own. */
const SHOWN = 25;

/** A list of a row's card: its first entries, and the way to all. */
export function RowList({ held, name, entries }: { held: HeldRow; name: string; entries: unknown[] }) {
  const { review, section, index } = held;
  const { t, texts, view, store, found } = review;
  const pointer = pointerTo("", name);
  const redaction = redactionAt(held, pointer);
  const caption = texts.field(section, name);
  const below = review.findings?.below(section, index, pointer) ?? [];
  const further = below.filter((place) => Number(parsePointer(place)[1]) >= SHOWN).length;
  const all = viewQuery({ ...view, row: index, lines: 0 });
  return (
    <div className="mt-3">
      <div className="group/value mb-1 flex items-baseline gap-1">
        <h4 className="text-[13px] font-medium text-ink-soft">{caption}</h4>
        {!redaction && <Controlled held={held} pointer={pointer} all />}
      </div>
      {redaction ? (
        <div className="text-sm">
          <RedactedMark held={held} pointer={pointer} redaction={redaction} />
        </div>
      ) : (
        <ListTable held={held} name={name} entries={entries.slice(0, SHOWN)} from={0} />
      )}
      {!redaction && entries.length > SHOWN && (
        <p className="mt-2 text-sm">
          <a href={`/dashboard/${store}/exports/${found.id}${all}`} className="underline">
            {name === "lines" ? t("allLines", { count: entries.length }) : t("allEntries", { count: entries.length })}
          </a>
          {further > 0 && <span className="font-medium text-wait"> {t("furtherFindings", { count: further })}</span>}
        </p>
      )}
    </div>
  );
}

/** Entries of a list as a table; on narrow screens each is a block. */
export function ListTable({
  held,
  name,
  entries,
  from,
}: {
  held: HeldRow;
  name: string;
  entries: unknown[];
  /** The place of the first, from 0. */
  from: number;
}) {
  const { section, review } = held;
  const list = LISTS[section]?.[name];
  if (!list) return null;
  const nameOf = (key: string) => review.texts.field(section, `${name}.${key}`);
  const columns = list.columns.filter((key) => entries.some((entry) => !isZero(fieldOf(entry, key))));
  const head = "border-b border-line py-1 text-[12.5px] font-medium text-ink-soft";
  return (
    <table aria-label={review.texts.field(section, name)} className="w-full border-collapse text-sm max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          {[list.first, ...columns].map((key, place) => (
            <th key={key} scope="col" className={`${head} ${place === 0 ? "text-left" : "text-right"}`}>
              {nameOf(key)}
            </th>
          ))}
          <th scope="col" className={head}>
            <span className="sr-only">{review.t("redact")}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {entries.map((entry, place) => (
          <Entry
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry's place is what names it
            key={place}
            {...{ held, name, entry, columns }}
            place={from + place}
          />
        ))}
      </tbody>
    </table>
  );
}

function Entry({
  held,
  name,
  entry,
  place,
  columns,
}: {
  held: HeldRow;
  name: string;
  entry: unknown;
  place: number;
  columns: string[];
}) {
  const { review, section, index } = held;
  const list = LISTS[section]?.[name];
  const pointer = pointerTo(pointerTo("", name), place);
  const redaction = redactionAt(held, pointer);
  const row = "border-b border-line last:border-b-0 max-md:flex max-md:flex-wrap max-md:gap-x-4 max-md:py-2";
  const cell = "py-1.5 align-top max-md:p-0";
  if (!list) return null;
  if (redaction)
    return (
      <tr className={row}>
        <td colSpan={columns.length + 2} className={cell}>
          <RedactedMark held={held} pointer={pointer} redaction={redaction} />
        </td>
      </tr>
    );
  const value = (key: string) => (
    <HeldValue held={held} pointer={pointerTo(pointer, key)} value={fieldOf(entry, key)} />
  );
  const below = list.below.filter((key) => !isEmpty(fieldOf(entry, key)));
  return (
    <tr className={row}>
      <td className={`${cell} pe-3 max-md:basis-full`}>
        {value(list.first)}
        {below.map((key) => (
          <div key={key} className="text-[13px] leading-[18px] text-ink-soft">
            {value(key)}
          </div>
        ))}
      </td>
      {columns.map((key) => (
        <td
          key={key}
          data-label={review.texts.field(section, `${name}.${key}`)}
          className={`${cell} ps-3 text-right whitespace-nowrap tabular-nums max-md:before:text-ink-soft max-md:before:content-[attr(data-label)_':_']`}
        >
          {isZero(fieldOf(entry, key)) && !redactionAt(held, pointerTo(pointer, key)) ? "–" : value(key)}
        </td>
      ))}
      <td className={`${cell} group/value ps-2 text-right`}>
        <RedactLink
          id={controlId(index, pointer)}
          row={index}
          pointer={pointer}
          text={review.t("redactEntry")}
          name={review.t("redactEntryNamed", { field: review.texts.path(section, pointer), row: index + 1 })}
        />
      </td>
    </tr>
  );
}

function fieldOf(entry: unknown, key: string): unknown {
  return entry !== null && typeof entry === "object" ? (entry as Record<string, unknown>)[key] : undefined;
}

function isZero(value: unknown): boolean {
  return isEmpty(value) || /^-?0*(\.0*)?$/.test(String(value));
}
