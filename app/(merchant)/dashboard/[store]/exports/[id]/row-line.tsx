import Link from "next/link";
import { formatMoney } from "@/components/customer/format-money";
import { LocalTime } from "@/components/ui/local-time";
import { Tag } from "@/components/ui/tag";
import type { Row } from "@/lib/section/descriptor";
import { pointerTo } from "@/lib/section/pointer";
import { type HeldRow, redactionAt, shownTitle } from "./review";
import { viewQuery } from "./review-view";

/** How many entries of its list a line names. */
const MAX_NAMED = 3;

/** A row as one line: what it is called, when it was, what its list holds, and its amount. It expands and folds up. */
export function RowLine({
  held,
  isOpen,
  isOnly,
  foundCount,
}: {
  held: HeldRow;
  isOpen: boolean;
  isOnly: boolean;
  /** In how many of its places other people's data may be. */
  foundCount: number;
}) {
  const { review, section, index, row } = held;
  const { t, view, store, found, locale, redactions } = review;
  const { line } = review.found.table.of(section).layout;
  const seen = (name: string | undefined) =>
    name !== undefined && !redactionAt(held, pointerTo("", name)) ? row[name] : undefined;
  const [at, amount] = [seen(line?.at), seen(line?.amount)];
  const redactedCount = redactions.filter((one) => one.section === section && one.row === index).length;
  const content = (
    <>
      <span aria-hidden="true" className={`text-center text-ink-soft ${isOpen ? "rotate-90" : ""}`}>
        {isOnly ? "" : "›"}
      </span>
      <bdi className="truncate tabular-nums">{shownTitle(held) ?? t("row", { row: index + 1 })}</bdi>
      <span className="font-normal whitespace-nowrap text-ink-soft tabular-nums max-sm:hidden">
        {typeof at === "string" && <LocalTime at={new Date(at)} dateOnly />}
      </span>
      <span className="truncate font-normal text-ink-soft max-sm:col-start-2 max-sm:row-start-2">
        <Listed held={held} name={line?.list ?? ""} />
      </span>
      <span className="flex gap-1.5 max-sm:row-start-2 max-sm:justify-self-end">
        {foundCount > 0 && <Tag tone="wait">{t("toCheck", { count: foundCount })}</Tag>}
        {redactedCount > 0 && <Tag tone="calm">{t("redactedCount", { count: redactedCount })}</Tag>}
      </span>
      <span className="text-end whitespace-nowrap tabular-nums">
        {typeof amount === "string" && formatMoney(amount, String(row.currency ?? ""), locale)}
      </span>
    </>
  );
  const grid =
    "grid min-h-11 grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-x-2.5 py-2 ps-[18px] sm:grid-cols-[16px_128px_104px_minmax(0,1fr)_auto_104px]";
  if (isOnly) return <span className={grid}>{content}</span>;
  const query = viewQuery({ ...view, open: isOpen ? undefined : index });
  return (
    <Link
      id={`line-${index}`}
      href={`/dashboard/${store}/exports/${found.id}${query}#row-${index}`}
      prefetch={false}
      scroll={false}
      aria-expanded={isOpen}
      className={`${grid} no-underline -outline-offset-2! hover:bg-sunken`}
    >
      {content}
    </Link>
  );
}

/** How many entries a row's list has, and what the first are called; of a redacted list nothing. */
function Listed({ held, name }: { held: HeldRow; name: string }) {
  const pointer = pointerTo("", name);
  const entries = held.row[name];
  if (!Array.isArray(entries) || redactionAt(held, pointer)) return null;
  const { fields } = held.review.found.table.of(held.section);
  const { columns = [], fields: parts = {} } = fields[name]?.list ?? {};
  const [first = ""] = columns;
  const names = entries.slice(0, MAX_NAMED).flatMap((entry: Row, index) => {
    const at = pointerTo(pointerTo(pointer, index), first);
    return parts[first]?.kind === "text" && !redactionAt(held, at) ? String(entry[first]) : [];
  });
  const count = held.review.t("lineCount", { list: name, count: entries.length });
  return (
    <>
      {count}
      {names.length > 0 && <bdi>: {names.join(", ")}</bdi>}
    </>
  );
}
