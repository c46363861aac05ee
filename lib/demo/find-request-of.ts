import { prisma } from "@/lib/database";
import { findStore } from "@/lib/store/find-store";

/** The id of the newest request in a store under an address, once that was verified; undefined as long as there is none. */
export async function findRequestOf(slug: string, emailNormalized: string): Promise<string | undefined> {
  const store = await findStore(slug);
  if (!store) return undefined;
  const found = await prisma().request.findFirst({
    where: { storeId: store.id, emailNormalized, state: { not: "unverified" } },
    orderBy: { createdAt: "desc" },
    select: { id: true },
  });
  return found?.id;
}
