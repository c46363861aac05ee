import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { readSectionTable } from "@/lib/export/read-section-table";
import type { SectionKey } from "@/lib/section/sections";
import { lockOriginal } from "./lock-original";

/**
 * Marks a section of an export as reviewed, or takes that back. Of two members at once the last one holds: their name and
 * time stay with the mark, which is its record. A later redaction keeps it; another export begins without any.
 * @throws UserError "exportGone" for an export that is not there, "invalid" for a section that it does not have.
 */
export async function markSection({
  storeId,
  exportId,
  section,
  reviewed,
  actor,
}: ExportKey & { section: SectionKey; reviewed: boolean; actor: MerchantActor }): Promise<void> {
  const key = { storeId, exportId, section };
  const mark = { reviewedById: actor.id, reviewedByName: actor.name, reviewedAt: new Date() };
  await prisma().$transaction(async (transaction) => {
    await lockOriginal(transaction, { storeId, exportId });
    const { keys } = await readSectionTable({ storeId, exportId }, transaction);
    if (!keys.includes(section)) throw new UserError("invalid");
    if (reviewed)
      await transaction.reviewedSection.upsert({
        where: { storeId_exportId_section: key },
        create: { ...key, ...mark },
        update: mark,
      });
    else await transaction.reviewedSection.deleteMany({ where: key });
  });
}
