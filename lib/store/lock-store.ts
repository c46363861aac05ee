import type { Transaction } from "@/lib/database";

/** Makes those who change one thing of a store at the same time take turns. Prisma has no row locks. */
export async function lockStore(transaction: Transaction, storeId: string): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM store WHERE id = ${storeId}::uuid FOR NO KEY UPDATE`;
}
