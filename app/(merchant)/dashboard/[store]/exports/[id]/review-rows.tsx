import { readReviewPage } from "@/lib/review/review-page";
import { normalizeQuery } from "@/lib/search/search-query";
import { valueAt } from "@/lib/section/pointer";
import type { Section } from "@/lib/section/sections";
import { RedactDialog } from "./redact-dialog";
import type { Review } from "./review";
import { ReviewLines } from "./review-lines";
import { ReviewSection } from "./review-section";
import { PAGE_ROWS, readPlace } from "./review-view";

/** Reads and shows the view's rows of a section, with the dialog that the URL opens above them. */
export async function ReviewRows({
  storeId,
  review,
  section,
  query,
}: {
  storeId: string;
  review: Review;
  section: Section;
  query: Record<string, string | string[] | undefined>;
}) {
  const { view, found, findings } = review;
  const target = { storeId, exportId: found.id, section };
  const ofRow = view.lines !== undefined ? view.row : undefined;
  const page =
    ofRow !== undefined
      ? await readReviewPage({ ...target, from: ofRow, pageRows: 1 })
      : await readReviewPage({
          ...target,
          from: view.from,
          pageRows: PAGE_ROWS,
          search: normalizeQuery(view.q),
          ...(view.found && { only: findings?.rows(section) ?? new Set() }),
        });
  const [first] = page.rows;
  const asked = query.dialog === "redact";
  const row = asked && typeof query.row === "string" ? readPlace(query.row) : undefined;
  const held = page.rows.find(({ index }) => index === row);
  const pointer = typeof query.pointer === "string" ? query.pointer : "";
  return (
    <>
      {ofRow !== undefined && first ? (
        <ReviewLines review={review} section={section} index={first.index} row={first.row} />
      ) : (
        <ReviewSection review={review} section={section} page={page} />
      )}
      {asked && (held ? valueAt(held.row, pointer) !== undefined : row === undefined) && (
        <RedactDialog review={review} section={section} target={{ held, pointer: held ? pointer : "" }} />
      )}
    </>
  );
}
