import { getTranslations } from "next-intl/server";
import type { NeighborRequests } from "@/lib/request/neighbor-requests";

/**
 * Links to the requests before and after this one in the report that it was opened from; `data-key` is the key that
 * follows a link.
 */
export async function RequestPages({
  neighbors: { previous, next },
  hrefOf,
}: {
  neighbors: NeighborRequests;
  hrefOf: (id: string) => string;
}) {
  const t = await getTranslations("request");
  if (!previous && !next) return null;
  return (
    <nav aria-label={t("pages")} className="ms-auto flex gap-4">
      {previous && (
        <a href={hrefOf(previous)} rel="prev" data-key="k">
          <span aria-hidden="true">←</span> {t("previousPage")}
        </a>
      )}
      {next && (
        <a href={hrefOf(next)} rel="next" data-key="j">
          {t("nextPage")} <span aria-hidden="true">→</span>
        </a>
      )}
    </nav>
  );
}
