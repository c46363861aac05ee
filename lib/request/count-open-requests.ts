import { cache } from "react";
import { prisma } from "@/lib/database";

/** Counting stops here: "99+" says enough, and costs the same in every store. */
const MAX_COUNTED = 100;

/** How many of a store's requests are open, at most 100. Asked once a page: its frame and the report both show it. */
export const countOpenRequests = cache(
  async (storeId: string): Promise<number> =>
    await prisma().request.count({ where: { storeId, state: "open" }, take: MAX_COUNTED }),
);
