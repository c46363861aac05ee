import type { Section } from "@/lib/section/sections";
import type { CustomerSource, Subject } from "@/lib/source/source";

/** What a section of a source gave, and what was said besides. `section` is a core one, or the key of one of its own. */
export async function collect(
  { source, storeId }: { source: CustomerSource; storeId: string },
  section: Section | "metafields" | "events" | "store-credit" | "draft-orders" | "gift-cards",
  { records = [], emails = [] }: { records?: string[]; emails?: string[] },
) {
  let dropped = 0;
  const withheld: string[] = [];
  const liveRecords = records.map((record) => ({ source: source.name, record }));
  const subject: Subject = { storeId, customerIds: [], emails, liveRecords };
  const notes = {
    drop: (count: number) => {
      dropped += count;
    },
    withhold: (what: string) => void withheld.push(what),
  };
  const own = source.own?.find((one) => one.section.key === section)?.collector;
  const collector = own ?? source.collectors[section as Section];
  if (!collector) throw new Error(`it has no ${section}`);
  const rows: Record<string, unknown>[] = [];
  for await (const page of collector.pages(subject, new AbortController().signal, notes)) rows.push(...page);
  return { rows, dropped, withheld };
}
