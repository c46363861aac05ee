import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { storedSources } from "@/lib/export/stored-sources";
import { type OwnKey, ownKey } from "@/lib/section/sections";
import { findUnconfirmed } from "@/lib/source/own-texts";

interface Target {
  storeId: string;
  exportId: string;
}

/** The sections of connections' own of which an export holds rows, and whose use no owner has confirmed. */
export async function unconfirmedSections(
  { storeId, exportId }: Target,
  transaction: Transaction = prisma(),
): Promise<OwnKey[]> {
  const { sources } = await transaction.export.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: exportId } },
    select: { sources: true },
  });
  const held = storedSources.parse(sources).filter(({ rows }) => rows > 0);
  const own = held.flatMap(({ section }) => ownKey.safeParse(section).data ?? []);
  return await findUnconfirmed(storeId, own, transaction);
}

/**
 * Holds a delivery back until an owner has confirmed what each section of a connection's own is used for.
 * @throws UserError "ownTextsUnconfirmed" with the keys of the sections, by commas.
 */
export async function requireOwnTexts(target: Target, transaction: Transaction): Promise<void> {
  const missing = await unconfirmedSections(target, transaction);
  if (missing.length > 0) throw new UserError("ownTextsUnconfirmed", { sections: missing.join() });
}
