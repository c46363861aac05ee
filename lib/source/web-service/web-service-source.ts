import { storedForms } from "@/lib/email-address";
import { cleanQuery } from "@/lib/search/search-query";
import type { Row, SectionDescriptor } from "@/lib/section/descriptor";
import { descriptors, type SectionRow } from "@/lib/section/sections";
import { reasonFor, tellDropped } from "@/lib/source/compare-clues";
import { type Connection, connectionSource } from "@/lib/source/connection/connection";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { OwnRow, OwnSection } from "@/lib/source/own-section";
import { type Obstacle, type Right, rightsOf } from "@/lib/source/rights";
import type {
  Clues,
  Collector,
  CustomerSource,
  Hit,
  Match,
  OwnCollector,
  ReadingNotes,
  Subject,
} from "@/lib/source/source";
import { outboundLimits } from "@/lib/time-limits";
import { eraseRecord, objectFor } from "./act-on-record";
import { callService } from "./call-service";
import { type Answer, answers, MAX_HITS, MAX_PAGES, type ServiceSection } from "./protocol";
import { readRow } from "./read-row";

/** What a service need not say of a row. */
const ASSUMED: Record<ServiceSection, (record: string) => Row> = {
  profile: (record) => ({ kind: "account", id: record }),
  addresses: () => ({ isDefault: false }),
  orders: () => ({}),
  consents: () => ({}),
};

/** A system that answers as docs/source-protocol.md says, such as a help desk or a newsletter tool. */
export function webServiceSource(connection: Connection): CustomerSource {
  const name = connectionSource(connection.number);
  const described = answers.describe.safeParse(connection.description);
  const held = described.data?.sections ?? [];
  const notGiven = described.data?.notGiven ?? [];
  const atOnce = { timeoutSeconds: outboundLimits.searchSeconds };
  const search = async (question: { text?: string; record?: string; limit: number }, signal?: AbortSignal) => {
    const { hits } = await callService(connection, "search", question, { ...atOnce, signal });
    return hits.slice(0, question.limit).map((hit) => toHit(connection, hit));
  };
  // A service that ignores what it is asked for gives other people's records.
  const read = async (record: string, signal?: AbortSignal) =>
    (await search({ record, limit: MAX_HITS }, signal)).find((hit) => hit.record === record);
  const missing = (right: Right): Obstacle | undefined => {
    if (!described.success) return { code: "unchecked" };
    return described.data.rights?.includes(right) ? undefined : { code: "service" };
  };
  return {
    ...{ name, title: connection.name, notGiven },
    ...rightsOf(connection, { erase: missing("erase"), object: missing("object") }),
    erase: (who, signal) => eraseRecord(connection, read, who, signal),
    object: (who, what, signal) => objectFor(connection, read, who, what, signal),
    describe: (signal) =>
      callService(connection, "describe", {}, { signal, anyway: true, timeoutSeconds: outboundLimits.checkSeconds }),
    async search({ text, limit }, signal) {
      const typed = cleanQuery(text);
      const asked = Math.min(limit, MAX_HITS);
      const rows = typed ? await search({ text: typed, limit: asked }, signal) : [];
      // The protocol has no pages of a search.
      return { rows, previous: undefined, next: undefined, isCut: rows.length === asked };
    },
    read: ({ record }, signal) => read(record, signal),
    match: (clues, signal, drop) => matchRecords(connection, clues, signal, drop),
    collectors: Object.fromEntries(held.map((section) => [section, collectorOf(connection, name, section)])),
    own: (described.data?.ownSections ?? []).map((section) => ownCollectorOf(connection, section)),
  };
}

function toHit({ number }: Connection, hit: Answer<"search">["hits"][number]): Hit {
  const { record, title, email, phone, country, guest, orders, lastOrderAt } = hit;
  return {
    ...{ record, id: `${number}.${record}`, title, isGuest: guest ?? false },
    ...{ email: email ?? null, phone: phone ?? null, country: country ?? null, orderCount: orders ?? null },
    lastOrderAt: lastOrderAt ? new Date(lastOrderAt) : null,
  };
}

async function matchRecords(
  connection: Connection,
  clues: Clues,
  signal: AbortSignal,
  drop?: (records: number) => void,
): Promise<Match[]> {
  const question = {
    ids: clues.platformIds,
    emails: [...new Set(clues.emails.flatMap(({ emailNormalized }) => storedForms(emailNormalized)))],
    phones: clues.phones,
  };
  if (Object.values(question).every((asked) => asked.length === 0)) return [];
  const { matches } = await callService(connection, "match", question, { signal });
  const found = matches.flatMap((match) => {
    const reason = reasonFor(match, clues);
    return reason ? [{ record: match.record, label: match.title, reason }] : [];
  });
  const dropped = matches.length - found.length;
  tellDropped(connection, dropped, drop);
  const once = new Map(found.reverse().map((match) => [match.record, match]));
  return [...once.values()].reverse().filter(({ record }) => !clues.records.includes(record));
}

function collectorOf<S extends ServiceSection>(connection: Connection, source: string, section: S): Collector<S> {
  const descriptor: SectionDescriptor = descriptors[section];
  const { sourceField = "source" } = descriptor;
  return {
    count: async () => undefined,
    async *pages(subject, signal, notes) {
      for await (const { record, given } of readRecords(connection, section, subject, signal, notes)) {
        const assumed = ASSUMED[section](record);
        const rows = given.map((row) => readRow(descriptor, { ...assumed, ...row, [sourceField]: source }));
        if (rows.some((row) => row === undefined)) throw new OutboundError("malformed");
        if (rows.length > 0) yield rows as SectionRow<S>[];
      }
    },
  };
}

/** A section of the service's own. Whoever reads its rows checks them by its columns. */
function ownCollectorOf(connection: Connection, section: OwnSection): OwnCollector {
  return {
    section,
    collector: {
      async *pages(subject, signal, notes) {
        for await (const { given } of readRecords(connection, section.key, subject, signal, notes))
          if (given.length > 0) yield given as OwnRow[];
      },
    },
  };
}

/** The rows of a section of all records that are linked, page by page, without those of other records. */
async function* readRecords(
  connection: Connection,
  section: string,
  { liveRecords = [] }: Subject,
  signal: AbortSignal,
  notes?: ReadingNotes,
): AsyncGenerator<{ record: string; given: Row[] }> {
  const source = connectionSource(connection.number);
  const records = liveRecords.flatMap((one) => (one.source === source ? [one.record] : []));
  for (const record of records) {
    let cursor: string | undefined;
    const seen = new Set<string>();
    do {
      const question = { section, record, ...(cursor !== undefined && { cursor }) };
      const isNew = ({ next }: Answer<"collect">) => !next || (!seen.has(next) && seen.size < MAX_PAGES);
      const page = await callService(connection, "collect", question, { signal }, isNew);
      const given = page.rows.filter((row) => row.record === record);
      if (given.length < page.rows.length) notes?.drop(page.rows.length - given.length);
      for (const what of page.notGiven ?? []) notes?.withhold(what);
      yield { record, given };
      cursor = page.next ?? undefined;
      if (cursor !== undefined) seen.add(cursor);
    } while (cursor !== undefined);
  }
}
