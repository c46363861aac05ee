import { prisma } from "@/lib/database";
import { storedSources } from "./stored-sources";

const LATELY_DAYS = 30;
/** Of the newest exports; each names all sources that it read. */
const MAX_EXPORTS = 20;

/** A section of which a source gave other people's rows alone, all of which were left out. */
export interface OnlyOthers {
  source: string;
  /** As exports name it: one of a connection's own begins with its number. */
  section: string;
  dropped: number;
  at: Date;
}

/** The sections of which the last export that read them got nothing but other people's rows: the source may ignore what it is asked for. */
export async function listOnlyOthers(storeId: string, now = new Date()): Promise<OnlyOthers[]> {
  const exports = await prisma().export.findMany({
    where: {
      ...{ storeId, reviewOfId: null, state: { in: ["ready", "expired"] } },
      createdAt: { gte: new Date(now.getTime() - LATELY_DAYS * 86_400_000) },
    },
    orderBy: { createdAt: "desc" },
    take: MAX_EXPORTS,
    select: { sources: true, createdAt: true },
  });
  const newest = new Map<string, OnlyOthers & { rows: number }>();
  for (const { sources, createdAt: at } of exports)
    for (const { source, section, rows, dropped = 0, failure } of storedSources.parse(sources)) {
      const key = `${source} ${section}`;
      if (!failure && rows + dropped > 0 && !newest.has(key)) newest.set(key, { source, section, rows, dropped, at });
    }
  return [...newest.values()].flatMap(({ rows, ...one }) => (rows === 0 ? [one] : []));
}
