import { cache } from "react";
import { database, prisma } from "@/lib/database";
import { dueRange } from "./request-deadline";
import { type RequestViewName, requestViewNames, requestViews } from "./request-views";

/** Counting stops here: "999+" says enough, and costs the same in every store. */
const MAX_COUNTED = 1000;

/** How many of a store's requests are open, at most 1000. Asked once a page: its frame and the report both show it. */
export const countOpenRequests = cache(
  async (storeId: string): Promise<number> =>
    await prisma().request.count({ where: { storeId, state: "open" }, take: MAX_COUNTED }),
);

/** How many requests each view of a store has, each at most 1000. @param timeZone the store's, whose days count. */
export async function countRequests(
  storeId: string,
  timeZone: string,
  now = new Date(),
): Promise<Record<RequestViewName, number>> {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const counts = requestViewNames.map((name) => {
    const { states, ...view } = requestViews[name];
    const { from, before } = "due" in view ? dueRange(view.due, timeZone, now) : {};
    const conditions = [
      "store_id = $1",
      `state = ANY(${add(states)}::text[]::request_state[])`,
      ...(from ? [`due_at >= ${add(from)}::timestamptz`] : []),
      ...(before ? [`due_at < ${add(before)}::timestamptz`] : []),
    ];
    return `(SELECT count(*)::int FROM (SELECT 1 FROM request WHERE ${conditions.join(" AND ")} LIMIT ${MAX_COUNTED}) AS counted) AS "${name}"`;
  });
  const { rows } = await database().query(`SELECT ${counts.join(", ")}`, values);
  return rows[0] as Record<RequestViewName, number>;
}

/** A count as it is shown, such as "999+". */
export function countText(count: number): string {
  return count < MAX_COUNTED ? String(count) : `${MAX_COUNTED - 1}+`;
}
