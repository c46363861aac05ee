import { clockColumns, storeClock } from "@/lib/clock/at-receipt";
import { confirmBy } from "@/lib/clock/due-dates";
import { regimes } from "@/lib/clock/regimes";
import { prisma } from "@/lib/database";
import type { Regime, RegimeGround, Request } from "@/prisma/generated/client";

/** A law that applies to a request. */
export interface RequestRegime {
  regime: Regime;
  ground: RegimeGround;
  /** Why it applies, and what says when it wants the answer, such as "Art. 3(1) GDPR" and "Art. 12(3) GDPR". */
  article: string;
  timeArticle: string;
  dueAt: Date;
  /** When it was due before it was extended; null until it is. */
  extendedFrom: Date | null;
  /** By when the receipt has to be confirmed; null where the law does not say. */
  confirmBy: Date | null;
}

/** The laws that apply to a request, the earliest due date first; none for one that is due by the store's own period alone. */
export async function regimesOf({ storeId, id: requestId }: Pick<Request, "storeId" | "id">): Promise<RequestRegime[]> {
  const [rows, store] = await Promise.all([
    prisma().requestDeadline.findMany({
      where: { storeId, requestId },
      orderBy: [{ dueAt: "asc" }, { regime: "asc" }],
    }),
    prisma().store.findUniqueOrThrow({ where: { id: storeId }, select: clockColumns }),
  ]);
  return rows.map(({ regime, ground, receivedOn, dueAt, extendedFrom }) => {
    const { articles } = regimes[regime];
    const day = receivedOn.toISOString().slice(0, 10);
    return {
      ...{ regime, ground, dueAt, extendedFrom, article: articles[ground], timeArticle: articles.time },
      confirmBy: confirmBy({ regime, receivedOn: day }, storeClock(store)),
    };
  });
}
