import { prisma } from "@/lib/database";
import { findConnections } from "@/lib/source/connection/connection";
import type { ReadingNotes, Subject } from "@/lib/source/source";
import { wooSource } from "@/lib/source/woocommerce/woo-source";
import { makeConnection } from "../factories/connection";
import { makeStore } from "../factories/store";
import { allowPrivateSources, listen } from "./local-server";
import { KEYS, wooServer } from "./woo-server";

/** Of the recorded orders. */
export const GUEST = "guest@example.com";
export const SECTIONS = { sections: ["profile", "addresses", "orders"] };

/** A store with a connection to a shop like the recorded one. */
export async function connectWoo(changed: Parameters<typeof wooServer>[0] = {}, description: object | null = SECTIONS) {
  const { answer, shop, asked } = wooServer(changed);
  const { port } = await listen(answer);
  allowPrivateSources(`127.0.0.1:${port}`);
  const { id: storeId } = await makeStore();
  const address = `http://127.0.0.1:${port}/shop/`;
  const stored = description ? { description } : {};
  const key = await makeConnection(storeId, { kind: "woocommerce", address, credentials: KEYS, ...stored });
  const [connection] = await findConnections(storeId);
  if (!connection) throw new Error("no connection");
  const row = () => prisma().connection.findUniqueOrThrow({ where: { storeId_number: key } });
  return { storeId, key, shop, asked, source: wooSource(connection), row };
}
type Connected = Awaited<ReturnType<typeof connectWoo>>;

interface Asked {
  records?: string[];
  emails?: string[];
}

/** Reads a section, of all sources or of the shop's own. */
export async function readSection(
  { source, storeId }: Connected,
  section: string,
  { records = [], emails = [] }: Asked,
) {
  const liveRecords = records.map((record) => ({ source: source.name, record }));
  const subject: Subject = { storeId, customerIds: [], emails, liveRecords };
  let dropped = 0;
  const notes: ReadingNotes = {
    drop: (rows) => {
      dropped += rows;
    },
    withhold: () => {},
  };
  const own = source.own?.find((one) => one.section.key === section)?.collector;
  const collector = own ?? source.collectors[section as "orders"];
  const rows: Record<string, unknown>[] = [];
  for await (const page of collector?.pages(subject, new AbortController().signal, notes) ?? []) rows.push(...page);
  return { rows, dropped, ids: rows.map(({ platformId, id }) => platformId ?? id) };
}
