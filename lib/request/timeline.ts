import { prisma } from "@/lib/database";
import { readCursor, toPage } from "@/lib/search/cursor-page";
import type { Email, Event, Note } from "@/prisma/generated/client";

const PAGE_LINES = 30;

/** What a request's timeline may be narrowed to. */
export const timelineViews = ["all", "emails", "notes"] as const;
export type TimelineView = (typeof timelineViews)[number];

/** One line of a request's history: what happened, what staff noted, or an email about it as it is stored. */
export type TimelineEntry = { id: string; at: Date } & (
  | { event: Event }
  | { note: Note }
  | { email: Omit<Email, "toNormalized"> }
);

/**
 * A page of a request's history, newest first: events, notes and emails in one order. Nothing for another store's request.
 * @param older the `next` of the page before; anything malformed means the first page.
 */
export async function readTimeline({
  storeId,
  requestId,
  view,
  older,
}: {
  storeId: string;
  requestId: string;
  view: TimelineView;
  older: unknown;
}): Promise<{ entries: TimelineEntry[]; next: string | undefined; counts: { emails: number; notes: number } }> {
  const cursor = readCursor({ after: older ?? "" });
  const within = { storeId, requestId };
  const take = PAGE_LINES + 1;
  // The first condition alone lets the index skip what came before.
  const before = <Column extends "at" | "createdAt">(column: Column) =>
    cursor
      ? {
          [column]: { lte: cursor.at },
          OR: [{ [column]: { lt: cursor.at } }, { id: { lt: cursor.id } }],
        }
      : {};
  const orderBy = [{ createdAt: "desc" as const }, { id: "desc" as const }];
  const [events, notes, emails, emailCount, noteCount] = await Promise.all([
    view === "all"
      ? prisma().event.findMany({
          where: { ...within, ...before("at") },
          orderBy: [{ at: "desc" }, { id: "desc" }],
          take,
        })
      : [],
    view === "emails" ? [] : prisma().note.findMany({ where: { ...within, ...before("createdAt") }, orderBy, take }),
    view === "notes"
      ? []
      : prisma().email.findMany({
          where: { ...within, ...before("createdAt") },
          omit: { toNormalized: true },
          orderBy,
          take,
        }),
    prisma().email.count({ where: within }),
    prisma().note.count({ where: within }),
  ]);
  const entries: TimelineEntry[] = [
    ...events.map((event) => ({ id: event.id, at: event.at, event })),
    ...notes.map((note) => ({ id: note.id, at: note.createdAt, note })),
    ...emails.map((email) => ({ id: email.id, at: email.createdAt, email })),
  ];
  entries.sort((one, other) => other.at.getTime() - one.at.getTime() || (other.id < one.id ? -1 : 1));
  const page = toPage(entries, PAGE_LINES, cursor, ({ at }) => at);
  return { entries: page.rows, next: page.next, counts: { emails: emailCount, notes: noteCount } };
}
