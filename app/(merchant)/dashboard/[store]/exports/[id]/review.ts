import { getLocale, getTranslations } from "next-intl/server";
import { searchName } from "@/lib/archive/searches";
import type { FoundExport } from "@/lib/export/find-export";
import { defaultLocale, isLocale } from "@/lib/locale";
import type { ValueAt } from "@/lib/review/find-places";
import { type ReadFindings, readFindings } from "@/lib/review/findings";
import { listRedactions, type MadeRedaction } from "@/lib/review/list-redactions";
import { type ReviewProgress, reviewProgress } from "@/lib/review/review-progress";
import { type Row, rowTitle, type SectionDescriptor } from "@/lib/section/descriptor";
import { redactionLookup } from "@/lib/section/effective-redaction";
import { fieldAt } from "@/lib/section/field";
import { parsePointer, pointerTo, valueAt } from "@/lib/section/pointer";
import { markerText } from "@/lib/section/redact-row";
import { EVERY_ROW, type RedactionReason, redactionReasons } from "@/lib/section/redaction";
import type { SectionKey } from "@/lib/section/sections";
import { isEmpty } from "@/lib/section/show-value";
import { type ReaderWords, readerWords } from "@/lib/section/words";
import { pageRows, type ReviewView, viewQuery } from "./review-view";

type Translate = Awaited<ReturnType<typeof getTranslations<"review">>>;

/** An export under review, and the view of it: what every part of the page is drawn from. */
export interface Review {
  store: string;
  found: FoundExport;
  view: ReviewView;
  /** The page's address, as its view says. */
  href: string;
  redactions: MadeRedaction[];
  /** What redacts a place; undefined where the customer will see it. */
  redactionAt: (place: ValueAt) => MadeRedaction | undefined;
  /** How many redactions a group has, by its id. */
  groupCounts: Map<string, number>;
  /** Null while the scan for other people's data is still running. */
  findings: ReadFindings | null;
  /** Which sections are marked as reviewed. */
  progress: ReviewProgress;
  t: Translate;
  locale: string;
  words: ReaderWords;
}

/** Reads what a review is drawn from, except the rows. */
export async function loadReview(
  storeId: string,
  store: string,
  found: FoundExport,
  wanted: ReviewView,
): Promise<Review> {
  const view = withinSection(wanted, found);
  const locale = await getLocale();
  const redactions = await listRedactions({ storeId, exportId: found.id });
  const redactionAt = redactionLookup(redactions);
  const groupCounts = new Map<string, number>();
  for (const { groupId } of redactions) if (groupId) groupCounts.set(groupId, (groupCounts.get(groupId) ?? 0) + 1);
  return {
    ...{ store, found, view },
    href: `/dashboard/${store}/exports/${found.id}${viewQuery(view)}`,
    ...{ redactions, redactionAt, groupCounts },
    findings: readFindings(found.findings, (place) => redactionAt(place) !== undefined),
    progress: await reviewProgress({ storeId, exportId: found.id }, found.sources, found.table),
    t: await getTranslations("review"),
    ...{ locale, words: readerWords(locale, found.table) },
  };
}

/** Where the page that was jumped to begins; one past the section's end is its last one. */
function withinSection({ page, ...view }: ReviewView, { sections, table }: FoundExport): ReviewView {
  if (!view.section) return view;
  const rows = sections.find(({ section }) => section === view.section)?.rows ?? 0;
  const length = pageRows(table.of(view.section));
  const from = page ? (page - 1) * length : view.from;
  return { ...view, from: from < rows ? from : Math.max(0, Math.ceil(rows / length) - 1) * length };
}

/** What the source of a row is called; undefined where its section has only one. */
export function sourceNameAt({ found, locale }: Review, section: SectionKey, index: number): string | undefined {
  const results = found.sources.filter((one) => one.section === section);
  if (results.length < 2) return undefined;
  let before = 0;
  const held = results.find(({ rows }) => {
    before += rows;
    return index < before;
  });
  const search = found.searches.find(({ source }) => source === held?.source);
  return search && searchName(search, isLocale(locale) ? locale : defaultLocale);
}

/** A row of the section that is looked at. */
export interface HeldRow {
  review: Review;
  section: SectionKey;
  index: number;
  row: Row;
  /** Whether a menu acts on its values, so that none has a control of its own. */
  hasMenu?: boolean;
}

/** What redacts a place in a row; undefined where the customer will see it. */
export function redactionAt({ review, section, index }: HeldRow, pointer: string): MadeRedaction | undefined {
  return review.redactionAt({ section, row: index, pointer });
}

/** What a row is called by, such as "#1001", of what the customer will see of it. */
export function shownTitle(held: HeldRow): string | undefined {
  const descriptor = held.review.found.table.of(held.section);
  const names = descriptor.title.flat().filter((name) => !redactionAt(held, pointerTo("", name)));
  return rowTitle(descriptor, Object.fromEntries(names.map((name) => [name, held.row[name]])))?.join(" ");
}

/** The id of what redacts a place, or undoes that. */
export function controlId(row: number | undefined, pointer = ""): string {
  return row === undefined ? "redact-section" : `redact-${row}-${pointer}`;
}

/** The id of what the dialog of a place gives the focus back to: for a value in a list that is its entry's menu. */
export function openerId({ fields }: SectionDescriptor, row: number | undefined, pointer = ""): string {
  const steps = parsePointer(pointer);
  const isInEntry = steps.length > 2 && fieldAt(fields, steps.slice(0, 1))?.list !== undefined;
  return controlId(row, isInEntry ? steps.slice(0, 2).reduce(pointerTo, "") : pointer);
}

/** The values below a place that are not redacted: what a menu offers to redact, each by its name. */
export function valuesBelow(held: HeldRow, pointer: string): { label: string; pointer: string }[] {
  const descriptor = held.review.found.table.of(held.section);
  const depth = parsePointer(pointer).length;
  const below = (value: unknown, at: string): { label: string; pointer: string }[] => {
    if (redactionAt(held, at) || isEmpty(value)) return [];
    if (value !== null && typeof value === "object")
      return Object.entries(value).flatMap(([key, part]) => below(part, pointerTo(at, key)));
    return [{ label: held.review.words.path(descriptor, at).slice(depth).join(", "), pointer: at }];
  };
  const hidden = fieldAt(descriptor.fields, parsePointer(pointer).slice(0, 1))?.list?.hidden ?? [];
  return below(valueAt(held.row, pointer), pointer).filter(
    ({ pointer: at }) => !hidden.includes(parsePointer(at)[depth] ?? ""),
  );
}

/** Where a redaction is: the section, the row and the field. */
export function placeText({ t, words, found }: Review, { section, row, pointer }: ValueAt): string {
  return [
    words.section(section),
    row === EVERY_ROW ? pointer !== "" && t("everyRow") : t("row", { row: row + 1 }),
    pointer !== "" && words.path(found.table.of(section), pointer).join(", "),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Whether the scan for other people's data took a value for the customer's own. */
export function isCustomersOwn({ findings, found }: Review, { section, row, pointer }: ValueAt): boolean {
  const kind = fieldAt(found.table.of(section).fields, parsePointer(pointer))?.kind ?? "text";
  const isScanned = findings?.isWhole(section) && ["email", "phone", "personName"].includes(kind);
  return isScanned === true && findings?.at(section, row, pointer).length === 0;
}

/** The reason that a place was pointed out for, at it or below it; undefined where nothing was. */
export function foundReason({ findings }: Review, { section, row, pointer }: ValueAt): RedactionReason | undefined {
  const isFound =
    findings && findings.at(section, row, pointer).length + findings.below(section, row, pointer).length > 0;
  return isFound ? "other_person" : undefined;
}

// Shown until the merchant types their own words.
const OWN_WORDS = "…";

/** What the choice of a reason shows. */
export function reasonTexts({ t, found }: Review) {
  const locale = isLocale(found.request.locale) ? found.request.locale : defaultLocale;
  return {
    reasons: redactionReasons.map((value) => ({ value, label: t(`reason-${value}`) })),
    marks: Object.fromEntries(
      redactionReasons.map((reason) => [reason, markerText({ reason, reasonText: OWN_WORDS }, locale)]),
    ),
    ownWords: OWN_WORDS,
    texts: {
      ...{ reason: t("reason"), choose: t("chooseReason"), text: t("reasonText"), hint: t("reasonTextHint") },
      ...{ reads: t("reads"), readsPlain: t("readsPlain") },
    },
  };
}
