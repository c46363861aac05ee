import { prisma, type Transaction } from "@/lib/database";
import { coreTable, type SectionTable } from "@/lib/section/section-table";
import { storedOwnSections, tableWith } from "@/lib/source/own-descriptor";

/** The sections of a store's export, those that its connections had of their own too; Dossier's alone where there is no such export. */
export async function readSectionTable(
  { storeId, exportId }: { storeId: string; exportId: string },
  transaction: Transaction = prisma(),
): Promise<SectionTable> {
  const found = await transaction.export.findFirst({
    where: { storeId, id: exportId },
    select: { ownSections: true },
  });
  return found ? tableWith(storedOwnSections.parse(found.ownSections)) : coreTable;
}

/** The sections of all exports of a store's request: of those that a connection calls otherwise by now, as the newest has them. */
export async function readRequestTable({
  storeId,
  requestId,
}: {
  storeId: string;
  requestId: string;
}): Promise<SectionTable> {
  const made = await prisma().export.findMany({
    where: { storeId, requestId, ownSections: { not: [] } },
    orderBy: { createdAt: "asc" },
    select: { ownSections: true },
  });
  const own = made.flatMap(({ ownSections }) => storedOwnSections.parse(ownSections));
  return tableWith([...new Map(own.map((section) => [section.key, section])).values()]);
}
