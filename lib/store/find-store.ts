import { cache } from "react";
import { prisma } from "@/lib/database";

/** The store of a public page by its slug, or null. */
export const findStore = cache(async (slug: string) => {
  if (!/^[a-z0-9-]{1,64}$/.test(slug)) return null;
  const store = await prisma().store.findUnique({
    where: { slug },
    select: {
      id: true,
      slug: true,
      name: true,
      locale: true,
      contactEmail: true,
      privacyPolicyUrl: true,
      accentColor: true,
      logoType: true,
      guestsSupported: true,
      responsePeriod: true,
      responsePeriodUnit: true,
    },
  });
  return store;
});

export type Store = NonNullable<Awaited<ReturnType<typeof findStore>>>;
