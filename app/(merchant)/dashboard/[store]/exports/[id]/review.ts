import { getTranslations } from "next-intl/server";
import type { FoundExport } from "@/lib/export/find-export";
import { coveringRedaction } from "@/lib/review/covering";
import { type ReadFindings, readFindings } from "@/lib/review/findings";
import { listRedactions, type MadeRedaction } from "@/lib/review/list-redactions";
import type { Section } from "@/lib/section/rows";
import { type ReviewTexts, reviewTexts } from "./review-texts";
import { type ReviewView, viewQuery } from "./review-view";

type Translate = Awaited<ReturnType<typeof getTranslations<"review">>>;

/** An export under review, and what is looked at of it: what every part of the page is drawn from. */
export interface Review {
  store: string;
  found: FoundExport;
  view: ReviewView;
  /** The page's address, as its view says. */
  href: string;
  redactions: MadeRedaction[];
  /** Null while other people's data is still looked for. */
  findings: ReadFindings | null;
  t: Translate;
  texts: ReviewTexts;
}

/** Reads what a review is drawn from; the rows apart. */
export async function loadReview(
  storeId: string,
  store: string,
  found: FoundExport,
  view: ReviewView,
): Promise<Review> {
  return {
    ...{ store, found, view },
    href: `/dashboard/${store}/exports/${found.id}${viewQuery(view)}`,
    redactions: await listRedactions({ storeId, exportId: found.id }),
    findings: readFindings(found.findings),
    t: await getTranslations("review"),
    texts: await reviewTexts(),
  };
}

/** A row of the section that is looked at. */
export interface HeldRow {
  review: Review;
  section: Section;
  index: number;
  row: Record<string, unknown>;
}

/** What takes out a place of a row; undefined where the customer will read it. */
export function redactionAt({ review, section, index }: HeldRow, pointer: string): MadeRedaction | undefined {
  return coveringRedaction(review.redactions, { section, row: index, pointer });
}

/** The id of what redacts a place, or undoes that: what the dialog gives the focus back to. */
export function controlId(row: number | undefined, pointer = ""): string {
  return row === undefined ? "redact-section" : `redact-${row}-${pointer}`;
}
