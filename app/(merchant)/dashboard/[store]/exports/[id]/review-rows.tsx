import { findPlaces, mayRecur } from "@/lib/review/find-places";
import { readReviewPage } from "@/lib/review/review-page";
import { normalizeQuery } from "@/lib/search/search-query";
import { valueAt } from "@/lib/section/pointer";
import type { Section } from "@/lib/section/sections";
import { EverywhereDialog } from "./everywhere-dialog";
import { RedactDialog } from "./redact-dialog";
import type { Review } from "./review";
import { ReviewLines } from "./review-lines";
import { ReviewSection } from "./review-section";
import { PAGE_ROWS, readPlace } from "./review-view";

/** Up to this size of an archive, the dialog of a value counts its places at once. */
const MAX_COUNTED_BYTES = 2_000_000;

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
  const asked = query.dialog === "redact" || query.dialog === "everywhere";
  const row = asked && typeof query.row === "string" ? readPlace(query.row) : undefined;
  const held = page.rows.find(({ index }) => index === row);
  const pointer = typeof query.pointer === "string" ? query.pointer : "";
  // In the dialog of one value only where that takes no time.
  const counts = query.dialog === "everywhere" || Number(found.sizeBytes) < MAX_COUNTED_BYTES;
  const everywhere =
    held && counts && mayRecur(section, pointer, valueAt(held.row, pointer))
      ? await findPlaces(target, { section, row: held.index, pointer }, review.redactions)
      : undefined;
  const from = typeof query.places === "string" ? (readPlace(query.places) ?? 0) : 0;
  return (
    <>
      {ofRow !== undefined && first ? (
        <ReviewLines review={review} section={section} index={first.index} row={first.row} />
      ) : (
        <ReviewSection review={review} section={section} page={page} />
      )}
      {query.dialog === "everywhere" && everywhere && held && (
        <EverywhereDialog review={review} at={{ section, row: held.index, pointer }} found={everywhere} from={from} />
      )}
      {query.dialog === "redact" && (held ? valueAt(held.row, pointer) !== undefined : row === undefined) && (
        <RedactDialog
          review={review}
          section={section}
          target={{
            held,
            pointer: held ? pointer : "",
            placeCount: everywhere?.more ? undefined : everywhere?.places.length,
          }}
        />
      )}
    </>
  );
}
