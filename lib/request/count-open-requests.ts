import { cache } from "react";
import { database } from "@/lib/database";

/** Counting stops here: "99+" says enough, and costs the same in every store. */
const MOST = 100;

/** How many of a store's requests are open, at most 100. Asked once a page: its frame and the report both say it. */
export const countOpenRequests = cache(async (storeId: string): Promise<number> => {
  const { rows } = await database().prepared(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM request WHERE store_id = $1 AND state = 'open' LIMIT ${MOST}) AS found`,
    [storeId],
  );
  return (rows as { count: number }[])[0]?.count ?? 0;
});
