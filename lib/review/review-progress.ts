import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { readSectionTable } from "@/lib/export/read-section-table";
import { storedSources } from "@/lib/export/stored-sources";
import type { SectionTable } from "@/lib/section/section-table";
import type { SectionKey } from "@/lib/section/sections";

/** Who marked a section as reviewed, and when. */
interface ReviewMark {
  by: string;
  at: Date;
}

/** How far the review of an export is. */
export interface ReviewProgress {
  /** The sections that hold anything, in the archive's order: one without rows needs no mark. */
  sections: SectionKey[];
  /** Of those, the ones that nobody has marked. */
  missing: SectionKey[];
  marks: Map<SectionKey, ReviewMark>;
}

interface Original {
  storeId: string;
  exportId: string;
}

/** How far the review of an export is, of which `sources` says what it holds; nothing is marked in another store's. */
export async function reviewProgress(
  { storeId, exportId }: Original,
  sources: { section: SectionKey; rows: number }[],
  table: SectionTable,
  transaction: Transaction = prisma(),
): Promise<ReviewProgress> {
  const marked = await transaction.reviewedSection.findMany({ where: { storeId, exportId } });
  const held = new Set(sources.filter(({ rows }) => rows > 0).map(({ section }) => section));
  const marks = new Map<SectionKey, ReviewMark>();
  for (const section of held) {
    const mark = marked.find((one) => one.section === section);
    if (mark) marks.set(section, { by: mark.reviewedByName, at: mark.reviewedAt });
  }
  const inOrder = table.keys.filter((section) => held.has(section));
  return { sections: inOrder, missing: inOrder.filter((section) => !marks.has(section)), marks };
}

/**
 * The one place that holds a delivery back until its export is reviewed, where the store requires that.
 * @param target the export that is delivered, or its reviewed copy, which has no marks of its own.
 * @throws UserError "sectionsNotReviewed" with the keys of the sections that nobody has marked as reviewed, by commas.
 */
export async function requireReviewed({ storeId, exportId }: Original, transaction: Transaction): Promise<void> {
  const { reviewRequired } = await transaction.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { reviewRequired: true },
  });
  if (!reviewRequired) return;
  const find = (id: string) =>
    transaction.export.findUniqueOrThrow({
      where: { storeId_id: { storeId, id } },
      select: { id: true, reviewOfId: true, sources: true },
    });
  const found = await find(exportId);
  const original = found.reviewOfId ? await find(found.reviewOfId) : found;
  const reviewed = { storeId, exportId: original.id };
  const { missing } = await reviewProgress(
    reviewed,
    storedSources.parse(original.sources),
    await readSectionTable(reviewed, transaction),
    transaction,
  );
  if (missing.length > 0) throw new UserError("sectionsNotReviewed", { sections: missing.join() });
}
