import type { ListedCustomer } from "@/lib/customer/listed-customer";
import { searchCustomers } from "@/lib/customer/search-customers";
import { cleanQuery } from "@/lib/search/search-query";
import { RequestSource } from "@/prisma/generated/enums";
import { listRequests } from "./list-requests";
import type { ListedRequest } from "./listed-request";
import { requestViews } from "./request-views";
import { requestTypes } from "./type-rules";

/** How many of each kind are found at most. */
const MAX_FOUND = 6;

/** The first requests, of every state, and the first customers that a search finds. @param search empty: none. */
export async function searchStore(
  storeId: string,
  search: string,
): Promise<{ requests: ListedRequest[]; customers: ListedCustomer[] }> {
  const typed = cleanQuery(search);
  if (!typed) return { requests: [], customers: [] };
  const filter = {
    ...requestViews.all,
    ...{ sources: Object.values(RequestSource), types: requestTypes, search: typed },
    ...({ sort: "received", descending: true, cursor: undefined } as const),
  };
  const [requests, customers] = await Promise.all([
    listRequests(storeId, filter, MAX_FOUND),
    searchCustomers({ storeId, search: typed, cursor: undefined, pageRows: MAX_FOUND }),
  ]);
  // A whole phone number or an order's may put more customers first.
  return { requests: requests.rows, customers: customers.rows.slice(0, MAX_FOUND) };
}
