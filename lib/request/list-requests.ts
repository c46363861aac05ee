import { cutPage, type KeysetPage } from "@/lib/keyset";
import { findAny, findWhole } from "./find-whole";
import type { ListedRequest } from "./listed-request";
import type { RequestFilter } from "./request-filter";

const PAGE_ROWS = 50;

/** A page of a store's requests. */
export async function listRequests(storeId: string, filter: RequestFilter): Promise<KeysetPage<ListedRequest>> {
  const list = { storeId, filter, pageRows: PAGE_ROWS };
  const rows = (filter.search ? await findWhole(list) : undefined) ?? (await findAny(list));
  return cutPage(rows, PAGE_ROWS, filter.keyset, (row) => (filter.sort === "due" ? row.dueAt : row.createdAt));
}
