import { recordsSource } from "./records/records-source";
import type { CustomerSource } from "./source";

/** The sources that hold a store's customers' data, in the order in which they are read. */
export function sourcesOf(_store: { storeId: string }): CustomerSource[] {
  return [recordsSource];
}
