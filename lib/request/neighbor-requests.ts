import type { Request } from "@/prisma/generated/client";
import { listRequests } from "./list-requests";
import type { RequestFilter } from "./request-filter";

/** The ids of the requests around one; undefined at an end of the list. */
export interface NeighborRequests {
  previous: string | undefined;
  next: string | undefined;
}

/**
 * The requests before and after one in a list of its store. The request need not be in the list (any more): its
 * neighbors are those around its place.
 */
export async function neighborRequests(
  { storeId, id, createdAt, dueAt }: Pick<Request, "storeId" | "id" | "createdAt" | "dueAt">,
  filter: RequestFilter,
): Promise<NeighborRequests> {
  const at = filter.sort === "received" ? createdAt : dueAt;
  const [previous, next] = await Promise.all(
    [true, false].map(async (backwards) => {
      const { rows } = await listRequests(storeId, { ...filter, cursor: { at, id, backwards } }, 1);
      return rows[0]?.id;
    }),
  );
  return { previous, next };
}
