import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { type Section, sections } from "@/lib/section/sections";
import type { Collector, CustomerSource, Subject } from "@/lib/source/source";
import { messages } from "./collect-messages";
import { orders } from "./collect-orders";
import { addresses, consents, profile } from "./collect-profile";
import { emails, requests } from "./collect-requests";
import { matchRecords } from "./match-records";
import { readRecord, searchRecords } from "./search-records";

/** The sections that the imported records have. */
export type RecordsSection = Exclude<Section, "added">;

/** Dossier's own database, which imports fill. What staff add by hand belongs to a request: see lib/upload. */
export const recordsSource: Omit<CustomerSource, "collectors"> & {
  collectors: { [S in RecordsSection]: Collector<S> };
} = {
  name: RECORDS_SOURCE,
  match: matchRecords,
  can: { erase: false, object: false },
  describe: async () => ({ sections: sections.filter((section) => section !== "added") }),
  search: searchRecords,
  read: readRecord,
  asOf: newestImport,
  collectors: { profile, addresses, orders, consents, requests, messages, emails },
};

/** When the newest import of the store ended; undefined before the first. */
async function newestImport({ storeId }: Subject): Promise<Date | undefined> {
  const newest = await prisma().import.findFirst({
    where: { storeId, state: "finished", endedAt: { not: null } },
    orderBy: { endedAt: "desc" },
    select: { endedAt: true },
  });
  return newest?.endedAt ?? undefined;
}
