import { prisma, type Transaction } from "@/lib/database";
import { type Redaction, redactionSchema } from "@/lib/section/redaction";

/** A redaction as it was made: of what, by whom and when. */
export interface MadeRedaction extends Redaction {
  id: string;
  /** The same for all redactions of one value that were made together; null for one made alone. */
  groupId: string | null;
  createdById: string;
  /** The merchant's name as it was then. */
  createdByName: string;
  createdAt: Date;
}

/** The redactions of an export that are in force, oldest first; none for another store's export. */
export async function listRedactions(
  { storeId, exportId }: { storeId: string; exportId: string },
  transaction: Transaction = prisma(),
): Promise<MadeRedaction[]> {
  const made = await transaction.redaction.findMany({
    where: { storeId, exportId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return made.map((redaction) => ({ ...redaction, section: redactionSchema.shape.section.parse(redaction.section) }));
}
