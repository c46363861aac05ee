import { keyPurpose } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import { handoffPurpose } from "@/lib/store/handoff-secret";

/** A secret that the database holds wrapped under ENCRYPTION_KEY. */
export interface WrappedSecret {
  wrapped: string;
  purpose: string;
  /** Writes it rewrapped, unless it has changed since. @returns whether it was written. */
  replace(wrapped: string): Promise<boolean>;
}

const BATCH = 500;

/** Every wrapped secret, store by store and in batches, so that neither memory nor locks grow with the data. */
export async function* wrappedSecrets(): AsyncGenerator<WrappedSecret> {
  const stores = await prisma().store.findMany({
    select: { id: true, handoffSecret: true, formerHandoffSecret: true },
    orderBy: { id: "asc" },
  });
  for (const { id: storeId, ...secrets } of stores) {
    for (const column of ["handoffSecret", "formerHandoffSecret"] as const) {
      const wrapped = secrets[column];
      if (wrapped === null) continue;
      yield {
        wrapped,
        purpose: handoffPurpose(storeId),
        replace: async (next) => {
          const where = { id: storeId, [column]: wrapped };
          return (await prisma().store.updateMany({ where, data: { [column]: next } })).count === 1;
        },
      };
    }
    yield* exportKeys(storeId);
  }
}

async function* exportKeys(storeId: string): AsyncGenerator<WrappedSecret> {
  let after: string | undefined;
  for (;;) {
    const exports = await prisma().export.findMany({
      where: { storeId, wrappedKey: { not: null }, id: after ? { gt: after } : undefined },
      select: { id: true, wrappedKey: true },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    for (const { id, wrappedKey } of exports)
      if (wrappedKey !== null)
        yield {
          wrapped: wrappedKey,
          purpose: keyPurpose({ storeId, exportId: id }),
          replace: async (next) => {
            const where = { storeId, id, wrappedKey };
            return (await prisma().export.updateMany({ where, data: { wrappedKey: next } })).count === 1;
          },
        };
    after = exports.at(-1)?.id;
    if (exports.length < BATCH) return;
  }
}
