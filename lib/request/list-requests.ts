import { cutPage, type SearchPage } from "@/lib/search/cursor-page";
import { canBeName } from "@/lib/search/search-query";
import { findAny, findWhole } from "./find-whole";
import type { ListedRequest } from "./listed-request";
import type { RequestFilter } from "./request-filter";

const PAGE_ROWS = 50;

/** A page of a store's requests. */
export async function listRequests(storeId: string, filter: RequestFilter): Promise<SearchPage<ListedRequest>> {
  const list = { storeId, filter, pageRows: PAGE_ROWS };
  const whole = filter.search && !filter.parts ? await findWhole(list) : undefined;
  const rows = whole ?? (await findAny(list));
  const page = cutPage(rows, PAGE_ROWS, filter.keyset, (row) => (filter.sort === "due" ? row.dueAt : row.createdAt));
  return { ...page, wholeWords: whole !== undefined && canBeName(filter.search) };
}
