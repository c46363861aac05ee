import { prisma } from "@/lib/database";
import { readEvent } from "@/lib/event/event-types";
import { sourcesOf } from "@/lib/source/registry";
import type { Obstacle } from "@/lib/source/rights";
import { listSystems } from "@/lib/store/unconnected-systems";

/** A system besides the imported records that holds customers' data, and what became of an objection there. */
export interface ToldSystem {
  key: string;
  name: string;
  /** What each of the person's linked records came to; empty where staff tell the system themselves. */
  steps: { record: string; state: string; note: string | null }[];
  /** Why the connection is not told by itself. */
  obstacle?: Obstacle | undefined;
}

/**
 * Every system that may have to be told of a request: the store's connections, each with what it answered, and the systems
 * that are not connected. GDPR Art. 19 asks for that of an erasure, a correction and a restriction as well.
 */
export async function listToldSystems(target: { storeId: string; requestId: string }): Promise<ToldSystem[]> {
  const { storeId, requestId } = target;
  const steps = await prisma().objectionStep.findMany({ where: { storeId, requestId }, orderBy: { record: "asc" } });
  const sources = await sourcesOf({ storeId });
  const connections = sources.flatMap(({ name, title, can, cannot }): ToldSystem[] =>
    title === undefined
      ? []
      : [
          {
            ...{ key: name, name: title, obstacle: can.object ? undefined : cannot?.object },
            steps: steps.filter(({ source }) => source === name),
          },
        ],
  );
  const others = (await listSystems(storeId)).map(({ number, name }) => ({ key: `system-${number}`, name, steps: [] }));
  return [...connections, ...others];
}

/** How many consents an objection withdrew in the imported records; undefined while it has not taken effect. */
export async function countWithdrawn({ storeId, requestId }: { storeId: string; requestId: string }) {
  const rows = await prisma().event.findMany({
    where: { storeId, requestId, type: "consents_withdrawn" },
    select: { type: true, data: true },
  });
  const counts = rows.map((row) => {
    const event = readEvent(row);
    return event?.type === "consents_withdrawn" ? event.data.consents : 0;
  });
  return counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : undefined;
}
