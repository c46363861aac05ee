import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { currentState } from "@/lib/expiry";

const PAGE_ROWS = 50;

/**
 * A page of a store's exports, newest first.
 * @param after the `next` of the page before; anything else counts as none.
 */
export async function listExports({ storeId, after }: { storeId: string; after: string | undefined }) {
  const last = readCursor(after);
  const rows = await prisma().export.findMany({
    where: {
      storeId,
      reviewOfId: null,
      // The first condition alone lets the index skip what came before.
      ...(last && {
        createdAt: { lte: last.createdAt },
        OR: [{ createdAt: { lt: last.createdAt } }, { id: { lt: last.id } }],
      }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE_ROWS + 1,
    select: {
      id: true,
      state: true,
      rowsCollected: true,
      rowsExpected: true,
      sizeBytes: true,
      createdAt: true,
      expiresAt: true,
      request: { select: { id: true, reference: true, customerName: true, email: true } },
    },
  });
  const now = new Date();
  const exports = rows.slice(0, PAGE_ROWS).map((row) => ({ ...row, state: currentState(row, now) }));
  const end = rows.length > PAGE_ROWS ? exports.at(-1) : undefined;
  return { exports, next: end && `${end.createdAt.toISOString()}_${end.id}` };
}

function readCursor(text: string | undefined) {
  const [time = "", id = ""] = text?.split("_") ?? [];
  const createdAt = new Date(time);
  return validate(id) && !Number.isNaN(createdAt.getTime()) ? { createdAt, id } : undefined;
}
