import { customerTitle } from "@/lib/customer/customer-name";
import type { ListedCustomer } from "@/lib/customer/listed-customer";
import { customerOfRecord, customerRecord } from "@/lib/customer/record-names";
import { findListedCustomer, searchCustomers } from "@/lib/customer/search-customers";
import type { CursorPage } from "@/lib/search/cursor-page";
import type { Hit, SearchQuery } from "@/lib/source/source";

/** A page of the imported records: all of them where nothing was typed. */
export async function searchRecords({ storeId, text, limit, cursor }: SearchQuery): Promise<CursorPage<Hit>> {
  const page = await searchCustomers({ storeId, search: text, cursor, pageRows: limit });
  return { ...page, rows: page.rows.map(toHit) };
}

/** One customer of the imported records; undefined where it is gone. */
export async function readRecord({ storeId, record }: { storeId: string; record: string }): Promise<Hit | undefined> {
  const customerId = customerOfRecord(record);
  const found = customerId ? await findListedCustomer(storeId, customerId) : undefined;
  return found && toHit(found);
}

function toHit(customer: ListedCustomer): Hit {
  const { id, kind, email, phone, country, orderCount, lastOrderAt } = customer;
  return {
    ...{ record: customerRecord(id), id, title: customerTitle(customer), isGuest: kind === "guest" },
    ...{ email, phone, country, orderCount, lastOrderAt },
  };
}
