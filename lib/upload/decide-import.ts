import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { enqueue } from "@/lib/queue/enqueue";
import { endImport } from "./end-import";
import type { ImportKey } from "./uploaded-file";

/**
 * Starts a checked import. Two that press the button at once start one.
 * @returns whether this one did.
 * @throws UserError "importGone" where the store has no such import, or it ended.
 */
export async function startImport({ storeId, importId }: ImportKey): Promise<boolean> {
  return await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.import.updateMany({
      where: { storeId, id: importId, state: "ready" },
      data: { state: "queued" },
    });
    if (count === 1) {
      await enqueue(transaction, "run-import", { storeId, importId });
      return true;
    }
    const underWay = await transaction.import.count({
      where: { storeId, id: importId, state: { in: ["queued", "importing", "finished"] } },
    });
    if (underWay === 0) throw new UserError("importGone");
    return false;
  });
}

/**
 * Ends an import that has not begun to store anything: its files are deleted.
 * @throws UserError "importGone" where the store has no such import, or it has begun.
 */
export async function discardImport(target: ImportKey): Promise<void> {
  const ended = await prisma().$transaction((transaction) =>
    endImport(transaction, target, ["checking", "ready", "queued"], "discarded"),
  );
  if (!ended) throw new UserError("importGone");
}
