import { getLocale, getTranslations } from "next-intl/server";
import type { FoundExport } from "@/lib/export/find-export";
import { effectiveRedaction } from "@/lib/review/effective-redaction";
import { type ReadFindings, readFindings } from "@/lib/review/findings";
import { listRedactions, type MadeRedaction } from "@/lib/review/list-redactions";
import { type Row, rowTitle } from "@/lib/section/descriptor";
import { pointerTo } from "@/lib/section/pointer";
import { descriptors, type Section } from "@/lib/section/sections";
import { type ReaderWords, readerWords } from "@/lib/section/words";
import { type ReviewView, viewQuery } from "./review-view";

type Translate = Awaited<ReturnType<typeof getTranslations<"review">>>;

/** An export under review, and the view of it: what every part of the page is drawn from. */
export interface Review {
  store: string;
  found: FoundExport;
  view: ReviewView;
  /** The page's address, as its view says. */
  href: string;
  redactions: MadeRedaction[];
  /** Null while the scan for other people's data is still running. */
  findings: ReadFindings | null;
  t: Translate;
  locale: string;
  words: ReaderWords;
}

/** Reads what a review is drawn from, except the rows. */
export async function loadReview(
  storeId: string,
  store: string,
  found: FoundExport,
  view: ReviewView,
): Promise<Review> {
  const locale = await getLocale();
  return {
    ...{ store, found, view },
    href: `/dashboard/${store}/exports/${found.id}${viewQuery(view)}`,
    redactions: await listRedactions({ storeId, exportId: found.id }),
    findings: readFindings(found.findings),
    t: await getTranslations("review"),
    ...{ locale, words: readerWords(locale) },
  };
}

/** A row of the section that is looked at. */
export interface HeldRow {
  review: Review;
  section: Section;
  index: number;
  row: Row;
}

/** What redacts a place in a row; undefined where the customer will see it. */
export function redactionAt({ review, section, index }: HeldRow, pointer: string): MadeRedaction | undefined {
  return effectiveRedaction(review.redactions, { section, row: index, pointer });
}

/** What a row is called by, such as "#1001", of what the customer will see of it. */
export function shownTitle(held: HeldRow): string | undefined {
  const descriptor = descriptors[held.section];
  const names = descriptor.title.flat().filter((name) => !redactionAt(held, pointerTo("", name)));
  return rowTitle(descriptor, Object.fromEntries(names.map((name) => [name, held.row[name]])))?.join(" ");
}

/** The id of what redacts a place, or undoes that: what the dialog gives the focus back to. */
export function controlId(row: number | undefined, pointer = ""): string {
  return row === undefined ? "redact-section" : `redact-${row}-${pointer}`;
}
