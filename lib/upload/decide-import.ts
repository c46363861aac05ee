import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { enqueue } from "@/lib/queue/enqueue";
import { originText } from "@/lib/source/origin";
import { sourcesOf } from "@/lib/source/registry";
import { endImport } from "./end-import";
import type { ImportKey } from "./uploaded-file";

/**
 * Starts a checked import. Two that press the button at once start one.
 * @param origin the shop that its files are of: that of one of the store's sources; null for none of them.
 * @returns whether this one did.
 * @throws UserError "importGone" where the store has no such import, or it ended; "invalid" for another shop.
 */
export async function startImport({
  storeId,
  importId,
  origin = null,
}: ImportKey & { origin?: string | null }): Promise<boolean> {
  if (origin !== null && !(await importableShops(storeId)).some((shop) => shop.origin === origin))
    throw new UserError("invalid");
  return await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.import.updateMany({
      where: { storeId, id: importId, state: "ready" },
      data: { state: "queued", origin },
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

/** The shops that imported files may be of, as the store calls their live sources: files are Shopify's exports. */
export async function importableShops(storeId: string): Promise<{ origin: string; title: string }[]> {
  const sources = await sourcesOf({ storeId });
  return sources.flatMap(({ origin, title }) =>
    origin?.platform === "shopify" ? [{ origin: originText(origin), title: title ?? origin.shop }] : [],
  );
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
