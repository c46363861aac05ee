import { isDeepStrictEqual } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { unlinkOrders } from "@/lib/customer/customer-links";
import { orderPhone, orderSearchText } from "@/lib/customer/order-search-text";
import { prisma, type Transaction } from "@/lib/database";
import { Prisma } from "@/prisma/generated/client";
import { compareBatch, type OnWritten, type Written } from "./compare-batch";
import { deriveGuests } from "./derive-guests";
import { batchOptions, lockStore, putOrigin, putRows } from "./put-rows";
import type { OrderDraft } from "./read-orders";
import { resolveOwners } from "./resolve-owners";
import { skipErasedOrders } from "./skip-erased";

/**
 * Stores a batch of orders with their lines, in one transaction, and the guests that are known by these
 * orders alone. An order is identified by the platform's id, else by its name; the lines of one that
 * changed are replaced.
 * @param origin the shop that the file is of; where nobody said, that of an earlier file stays.
 */
export async function writeOrders(
  storeId: string,
  drafts: OrderDraft[],
  at: Date,
  onWritten: OnWritten<Written & { guestsAdded: number }> = async () => {},
  origin: string | null = null,
): Promise<Written & { guestsAdded: number }> {
  return await prisma().$transaction(async (transaction) => {
    await lockStore(transaction, storeId);
    const { written, compared, existing } = await compareOrders(transaction, storeId, drafts);
    const orders: object[] = [];
    const replacedIds: string[] = [];
    const readdressedIds: string[] = [];
    const unchangedIds: string[] = [];
    let lines: object[] = [];
    const flushLines = async () => {
      await putRows(transaction, "order_line", ["storeId", "orderId", "position"], lines);
      lines = [];
    };
    const changed: { id: string; draft: OrderDraft }[] = [];
    for (const { draft, found, isUnchanged } of compared) {
      if (found && isUnchanged) {
        unchangedIds.push(found.id);
        continue;
      }
      if (found) replacedIds.push(found.id);
      const id = found?.id ?? uuidv7();
      orders.push({
        storeId,
        id,
        // Derived from the address, which may have changed: decided below.
        customerId: found && found.tie === null ? found.customerId : null,
        tie: null,
        ...fieldsOf(draft, found),
        createdAt: found?.createdAt ?? at,
      });
      changed.push({ id, draft });
      if (found && found.emailNormalized !== draft.fields.emailNormalized) readdressedIds.push(found.id);
    }
    await transaction.orderLine.deleteMany({ where: { storeId, orderId: { in: replacedIds } } });
    await putRows(transaction, "order", ["storeId", "id"], orders);
    for (const { id, draft } of changed)
      for (const line of draft.lines) {
        lines.push({ storeId, orderId: id, ...line });
        if (lines.length >= LINES_A_STATEMENT) await flushLines();
      }
    await flushLines();
    const ids = [...changed.map(({ id }) => id), ...unchangedIds];
    await putOrigin(transaction, storeId, "order", ids, origin);
    // The addresses that orders have now, and those that they had: what follows from both is derived from them.
    const emails = [...changed.map(({ draft }) => draft.fields), ...existing].flatMap(
      ({ emailNormalized }) => emailNormalized ?? [],
    );
    await resolveOwners(transaction, storeId, [...new Set(emails)]);
    await unlinkOrders(transaction, storeId, readdressedIds);
    const all = { ...written, guestsAdded: await deriveGuests(transaction, storeId, emails, at) };
    await onWritten(transaction, all);
    return all;
  }, batchOptions);
}

/** Compares a batch with the orders that are stored, and writes nothing. */
export async function compareOrders(transaction: Transaction, storeId: string, drafts: OrderDraft[]) {
  const left = await skipErasedOrders(transaction, storeId, drafts);
  return compareBatch(left, await findExisting(transaction, storeId, left.drafts), match, isSame);
}

const LINES_A_STATEMENT = 2_000;

type Existing = Awaited<ReturnType<typeof findExisting>>[number];

async function findExisting(transaction: Transaction, storeId: string, drafts: OrderDraft[]) {
  // A file without ids finds an order by its name; one with ids also finds what was stored without.
  const keys = drafts.flatMap(({ fields }) => [fields.platformId, fields.name]);
  const nameless = drafts.filter(({ fields }) => fields.platformId === fields.name);
  const found = await transaction.order.findMany({
    where: {
      storeId,
      OR: [
        { platformId: { in: [...new Set(keys)] } },
        { nameNormalized: { in: nameless.map(({ fields }) => fields.nameNormalized) } },
      ],
    },
    omit: { storeId: true },
  });
  // Asked for by ids alone: over the relation Prisma would name the store once more for each order.
  const lines = await transaction.orderLine.findMany({
    where: { storeId, orderId: { in: found.map(({ id }) => id) } },
    orderBy: [{ orderId: "asc" }, { position: "asc" }],
    omit: { storeId: true },
  });
  const linesOf = Map.groupBy(lines, ({ orderId }) => orderId);
  return found.map((order) => ({ ...order, lines: linesOf.get(order.id) ?? [] }));
}

function match({ fields }: OrderDraft, existing: Existing[]): Existing | undefined {
  return (
    existing.find((row) => row.platformId === fields.platformId) ??
    existing.find((row) => row.platformId === fields.name) ??
    (fields.platformId === fields.name ? existing.find((row) => row.name === fields.name) : undefined)
  );
}

/** A file without ids takes none away. */
function fieldsOf({ fields }: OrderDraft, found: Existing | undefined) {
  const { platformId, name } = fields;
  return {
    ...fields,
    platformId: platformId === name ? (found?.platformId ?? name) : platformId,
    phoneNormalized: orderPhone(fields),
    searchText: orderSearchText(fields),
  };
}

function isSame(draft: OrderDraft, found: Existing): boolean {
  return (
    isHeld(fieldsOf(draft, found), found) &&
    draft.lines.length === found.lines.length &&
    draft.lines.every((line, index) => isHeld(line, found.lines[index] ?? {}))
  );
}

/** Whether a stored row holds all that the file says; amounts are decimal strings there. */
function isHeld(draft: object, row: Record<string, unknown>): boolean {
  return Object.entries(draft).every(([name, value]) => {
    const held = row[name];
    return isDeepStrictEqual(value, Prisma.Decimal.isDecimal(held) ? held.toFixed() : held);
  });
}
