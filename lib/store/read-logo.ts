import { prisma } from "@/lib/database";

/** A store's logo and its type; null where there is none. */
export async function readLogo(storeId: string) {
  const store = await prisma().store.findUnique({ where: { id: storeId }, select: { logo: true, logoType: true } });
  return store?.logo && store.logoType ? { bytes: store.logo, type: store.logoType } : null;
}
