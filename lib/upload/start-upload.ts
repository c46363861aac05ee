import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { isUniqueViolation, UserError } from "@/lib/error";
import { endImport } from "./end-import";
import { keyPurpose } from "./uploaded-file";

/**
 * Opens an import whose files arrive next. An upload of the store that was broken off is deleted.
 * @returns its id.
 * @throws UserError "importUnderWay" where another import of the store is being checked, decided on or waits.
 */
export async function startUpload({
  storeId,
  actor,
  fileCount,
}: {
  storeId: string;
  actor: { id: string; name: string };
  fileCount: number;
}): Promise<string> {
  const importId = uuidv7();
  const wrappedKey = wrapSecret(randomBytes(32), keyPurpose({ storeId, importId }));
  try {
    await prisma().$transaction(async (transaction) => {
      const broken = await transaction.import.findMany({
        where: { storeId, state: "uploading" },
        select: { id: true },
      });
      for (const { id } of broken) await endImport(transaction, { storeId, importId: id }, ["uploading"], "discarded");
      await transaction.import.create({
        data: {
          ...{ storeId, id: importId, state: "uploading", fileCount, wrappedKey },
          ...{ startedById: actor.id, startedByName: actor.name },
        },
        select: { id: true },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new UserError("importUnderWay");
    throw error;
  }
  return importId;
}
