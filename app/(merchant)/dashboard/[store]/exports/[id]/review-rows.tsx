import { Suspense } from "react";
import { findPlaces, mayRecur } from "@/lib/review/find-places";
import { readReviewPage } from "@/lib/review/review-page";
import { normalizeQuery } from "@/lib/search/search-query";
import { valueAt } from "@/lib/section/pointer";
import type { SectionKey } from "@/lib/section/sections";
import { EverywherePreview, SearchingDialog } from "./everywhere-dialog";
import { RedactDialog } from "./redact-dialog";
import type { Review } from "./review";
import { ReviewLines } from "./review-lines";
import { ReviewSection } from "./review-section";
import { pageRows, readPlace } from "./review-view";

/** Up to this size of an archive, places are counted while the page is made. */
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
  section: SectionKey;
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
          pageRows: pageRows(found.table.of(section)),
          search: normalizeQuery(view.q),
          ...(view.found && { only: findings?.rows(section) ?? new Set() }),
        });
  const [first] = page.rows;
  const asked = query.dialog === "redact" || query.dialog === "everywhere";
  const row = asked && typeof query.row === "string" ? readPlace(query.row) : undefined;
  const held = page.rows.find(({ index }) => index === row);
  const pointer = typeof query.pointer === "string" ? query.pointer : "";
  const at =
    held && mayRecur(found.table.of(section), pointer, valueAt(held.row, pointer))
      ? { section, row: held.index, pointer }
      : undefined;
  const isSmall = Number(found.sizeBytes) < MAX_COUNTED_BYTES;
  const counted =
    query.dialog === "redact" && at && isSmall ? await findPlaces(target, at, review.redactions) : undefined;
  const from = typeof query.places === "string" ? (readPlace(query.places) ?? 0) : 0;
  const preview = query.dialog === "everywhere" && at && (
    <EverywherePreview storeId={storeId} review={review} at={at} from={from} />
  );
  return (
    <>
      {ofRow !== undefined && first ? (
        <ReviewLines review={review} section={section} index={first.index} row={first.row} />
      ) : (
        <ReviewSection review={review} section={section} page={page} />
      )}
      {/* The page of a small archive is whole without scripts; that of a large one is sent before its places are found. */}
      {isSmall ? (
        preview
      ) : (
        <Suspense fallback={preview && <SearchingDialog {...{ review, section, row, pointer }} />}>{preview}</Suspense>
      )}
      {query.dialog === "redact" && (held ? valueAt(held.row, pointer) !== undefined : row === undefined) && (
        <RedactDialog
          review={review}
          section={section}
          target={{
            held,
            pointer: held ? pointer : "",
            placeCount: counted?.more ? undefined : counted?.places.length,
          }}
        />
      )}
    </>
  );
}
