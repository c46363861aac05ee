import { findErased } from "@/lib/customer/erased-person";
import type { Transaction } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import type { CustomerDraft } from "./read-customer";
import type { OrderDraft } from "./read-orders";

/** A batch without what would bring an erased person back, and the lines of the file where that is. */
interface Split<Draft> {
  drafts: Draft[];
  erasedLines: number[];
}

/** Leaves out the orders that were erased, and those of an erased person that are not newer than the erasure. */
export async function skipErasedOrders(
  transaction: Transaction,
  storeId: string,
  drafts: OrderDraft[],
): Promise<Split<OrderDraft>> {
  const erased = await findErased(transaction, storeId, {
    emails: drafts.flatMap(({ fields }) => fields.emailNormalized ?? []),
    platformIds: [],
    orders: drafts.map(({ fields }) => fields),
  });
  return split(drafts, ({ fields }) => {
    const erasedAt = fields.emailNormalized === null ? undefined : erased.address(fields.emailNormalized);
    return erased.order(fields) !== undefined || (erasedAt !== undefined && fields.placedAt <= erasedAt);
  });
}

/**
 * Leaves out the accounts of erased people, by id or address. Shopify's file says of none since when it exists, so an account
 * counts as newer than the erasure where the store has a newer order of its address. One that is stored already under an id
 * that was not erased is another person's, who has taken the address.
 */
export async function skipErasedCustomers(
  transaction: Transaction,
  storeId: string,
  drafts: CustomerDraft[],
  stored: { platformId: string | null }[],
): Promise<Split<CustomerDraft>> {
  const erased = await findErased(transaction, storeId, {
    emails: drafts.flatMap(({ fields }) => fields.emailNormalized ?? []),
    platformIds: drafts.flatMap(({ fields }) => fields.platformId ?? []),
    orders: [],
  });
  const hits = new Map<CustomerDraft, Date>();
  for (const draft of drafts) {
    const { platformId, emailNormalized } = draft.fields;
    const byId = platformId === null ? undefined : erased.platformId(platformId);
    const byAddress = emailNormalized === null ? undefined : erased.address(emailNormalized);
    const isAnother = !byId && platformId !== null && stored.some((row) => row.platformId === platformId);
    const at = [byId, byAddress].flatMap((date) => date?.getTime() ?? []);
    if (at.length > 0 && !isAnother) hits.set(draft, new Date(Math.max(...at)));
  }
  const newest = await newestOrders(transaction, storeId, [...hits.keys()]);
  return split(drafts, (draft) => {
    const erasedAt = hits.get(draft);
    return erasedAt !== undefined && !(newest(draft) > erasedAt);
  });
}

/** When the newest order of each account's address was placed; the beginning of time for one without. */
async function newestOrders(transaction: Transaction, storeId: string, drafts: CustomerDraft[]) {
  const formsOf = ({ fields }: CustomerDraft) => (fields.emailNormalized ? storedForms(fields.emailNormalized) : []);
  const emails = drafts.flatMap(formsOf);
  const rows =
    emails.length === 0
      ? []
      : await transaction.order.groupBy({
          by: ["emailNormalized"],
          where: { storeId, emailNormalized: { in: emails } },
          _max: { placedAt: true },
        });
  const found = new Map(rows.map((row) => [row.emailNormalized, row._max.placedAt?.getTime() ?? 0]));
  return (draft: CustomerDraft) => new Date(Math.max(0, ...formsOf(draft).map((form) => found.get(form) ?? 0)));
}

function split<Draft extends { line: number }>(drafts: Draft[], isErased: (draft: Draft) => boolean): Split<Draft> {
  const { left = [], kept = [] } = Object.groupBy(drafts, (draft) => (isErased(draft) ? "left" : "kept"));
  return { drafts: kept, erasedLines: left.map(({ line }) => line) };
}
