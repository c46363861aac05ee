import { prisma } from "@/lib/database";
import { currentState } from "@/lib/expiry";
import { readCursor, toPage } from "@/lib/search/cursor-page";

const PAGE_ROWS = 50;

/**
 * A page of a store's exports, newest first.
 * @param after the `next` of the page before; anything malformed means the first page.
 */
export async function listExports({ storeId, after }: { storeId: string; after: string | undefined }) {
  const cursor = readCursor({ after: after ?? "" });
  const rows = await prisma().export.findMany({
    where: {
      storeId,
      reviewOfId: null,
      // The first condition alone lets the index skip what came before.
      ...(cursor && {
        createdAt: { lte: cursor.at },
        OR: [{ createdAt: { lt: cursor.at } }, { id: { lt: cursor.id } }],
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
  const page = toPage(rows, PAGE_ROWS, cursor, ({ createdAt }) => createdAt);
  return { exports: page.rows.map((row) => ({ ...row, state: currentState(row) })), next: page.next };
}
