import { connectionTitles, findConnections } from "./connection/connection";
import { kindOf } from "./connection/kinds";
import { recordsSource } from "./records/records-source";
import type { CustomerSource, RowSource, Subject } from "./source";

/** The sources that hold a store's customers' data, in the order in which they are read: the records, then its connections. */
export async function sourcesOf({ storeId }: { storeId: string }): Promise<CustomerSource[]> {
  const connections = await findConnections(storeId);
  const live = connections.flatMap((connection) => kindOf(connection)?.source(connection) ?? []);
  return [recordsSource, ...live];
}

/**
 * The connections of which a record is linked and that are connected no longer: an export names them as not searched.
 * @param sources those that are.
 */
export async function endedSources(
  { storeId, liveRecords = [] }: Subject,
  sources: Pick<RowSource, "name">[],
): Promise<RowSource[]> {
  const connected = new Set(sources.map(({ name }) => name));
  const missing = new Set(liveRecords.flatMap(({ source }) => (connected.has(source) ? [] : [source])));
  if (missing.size === 0) return [];
  const known = [...(await connectionTitles(storeId))].map(([name, title]) => ({ name, title }));
  return known
    .filter(({ name }) => missing.has(name))
    .map((one): RowSource => ({ ...one, collectors: {}, notSearched: "disconnected" }));
}
