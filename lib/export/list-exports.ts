import { prisma } from "@/lib/database";
import { currentState } from "@/lib/expiry";
import { readCursor, toPage } from "@/lib/search/cursor-page";
import { normalizeQuery } from "@/lib/search/search-query";

const PAGE_ROWS = 50;

/**
 * A page of a store's exports, newest first, each with its newest delivery.
 * @param search finds what each of its words is part of: a reference, an address or a customer's name.
 * @param after the `next` of the page before; anything malformed means the first page.
 */
export async function listExports({
  storeId,
  search = "",
  after,
}: {
  storeId: string;
  search?: string;
  after: string | undefined;
}) {
  const cursor = readCursor({ after: after ?? "" });
  const words = normalizeQuery(search).split(" ").filter(Boolean);
  const rows = await prisma().export.findMany({
    where: {
      storeId,
      reviewOfId: null,
      ...(words.length > 0 && { request: { AND: words.map((word) => ({ searchText: { contains: word } })) } }),
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
      // Either this export was delivered, or the reviewed copies made of it.
      deliveries: newestDelivery,
      reviewedCopies: { select: { deliveries: newestDelivery } },
    },
  });
  const page = toPage(rows, PAGE_ROWS, cursor, ({ createdAt }) => createdAt);
  const exports = page.rows.map(({ deliveries, reviewedCopies, ...row }) => {
    const all = [...deliveries, ...reviewedCopies.flatMap((copy) => copy.deliveries)];
    const [delivery] = all.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    return { ...row, state: currentState(row), delivery: delivery ?? null };
  });
  return { exports, next: page.next };
}

const newestDelivery = {
  orderBy: { createdAt: "desc" },
  take: 1,
  select: { state: true, method: true, deliveredAt: true, createdAt: true },
} as const;
