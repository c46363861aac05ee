import { readRows } from "@/lib/archive/read-rows";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { readSectionTable } from "@/lib/export/read-section-table";
import type { JobData } from "@/lib/queue/jobs";
import { thirdPartyDetector } from "./detect-third-parties";
import type { StoredFindings } from "./findings";

// Nobody looks at more; the counts show that there are more.
const MAX_POSITIONS = 1000;

/**
 * Scans a ready export for other people's data and stores where it may be: positions and counts, no value. Does nothing
 * where the export is no longer there.
 */
export async function scanExportJob({ storeId, exportId }: JobData<"inspect-export">): Promise<void> {
  const known = await findKnown(storeId, exportId);
  if (!known) return;
  const detect = thirdPartyDetector(known, await readSectionTable({ storeId, exportId }));
  const findings: StoredFindings = { positions: [], counts: {} };
  try {
    for await (const held of readRows({ storeId, exportId })) {
      for (const { pointer, kind } of detect(held)) {
        const { section, index: row } = held;
        findings.counts[section] = (findings.counts[section] ?? 0) + 1;
        if (findings.positions.length < MAX_POSITIONS) findings.positions.push({ section, row, pointer, kind });
      }
    }
  } catch (error) {
    if (error instanceof UserError) return;
    throw error;
  }
  await prisma().export.updateMany({ where: { storeId, id: exportId, state: "ready" }, data: { findings } });
}

/** The customer, and the store's own addresses, which are no third party's. */
async function findKnown(storeId: string, exportId: string) {
  const store = await prisma().store.findUnique({
    where: { id: storeId },
    select: { contactEmail: true, replyTo: true },
  });
  const found = await prisma().export.findUnique({
    where: { storeId_id: { storeId, id: exportId } },
    select: { request: { select: { email: true, customerName: true } } },
  });
  if (!store || !found) return undefined;
  const { email, customerName } = found.request;
  return { emails: [email, store.contactEmail, store.replyTo], names: [customerName] };
}
