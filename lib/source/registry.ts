import { findConnections } from "./connection/connection";
import { connectionKinds } from "./connection/kinds";
import { recordsSource } from "./records/records-source";
import type { CustomerSource } from "./source";

/** The sources that hold a store's customers' data, in the order in which they are read: the records, then its connections. */
export async function sourcesOf({ storeId }: { storeId: string }): Promise<CustomerSource[]> {
  const connections = await findConnections(storeId);
  const live = connections.flatMap((connection) => connectionKinds[connection.kind]?.(connection) ?? []);
  return [recordsSource, ...live];
}
