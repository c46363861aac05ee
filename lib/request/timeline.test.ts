import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { readTimeline, type TimelineEntry, type TimelineView } from "./timeline";

withTestDatabase();

let storeId: string;
let requestId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  requestId = (await makeRequest(storeId)).id;
});

const at = (minute: number) => new Date(Date.UTC(2027, 0, 1, 0, minute));

async function makeEvent(minute: number) {
  const row = { storeId, id: uuidv7(), requestId, type: "request_made", actorKind: "customer" as const };
  await prisma().event.create({ data: { ...row, at: at(minute) } });
}

async function makeNote(minute: number, text = "Called her.") {
  const author = { authorId: uuidv7(), authorName: "Mara" };
  await prisma().note.create({
    data: { storeId, id: uuidv7(), requestId, ...author, text, createdAt: at(minute) },
  });
}

async function makeEmail(minute: number) {
  const to = { to: "ada@mail.example", toNormalized: "ada@mail.example" };
  const row = { storeId, id: uuidv7(), requestId, audience: "customer" as const, template: "no-data", locale: "en" };
  await prisma().email.create({
    data: { ...row, ...to, subject: "Hello", text: "As stored.", state: "sent", createdAt: at(minute) },
  });
}

const read = (view: TimelineView = "all", older?: string, store = storeId) =>
  readTimeline({ storeId: store, requestId, view, older });
const kindOf = (entry: TimelineEntry) => ("event" in entry ? "event" : "note" in entry ? "note" : "email");

test("events, notes and emails are one history, newest first, and each view is a part of it", async () => {
  await makeEvent(1);
  await makeEmail(2);
  await makeNote(3);
  await makeEvent(4);
  const { entries, next, counts } = await read();
  expect(entries.map(kindOf)).toEqual(["event", "note", "email", "event"]);
  expect(entries.map((entry) => entry.at.getTime())).toEqual([4, 3, 2, 1].map((minute) => at(minute).getTime()));
  expect(next).toBeUndefined();
  expect(counts).toEqual({ emails: 1, notes: 1 });
  expect(entries[2]).toMatchObject({ email: { to: "ada@mail.example", subject: "Hello", text: "As stored." } });
  expect((await read("emails")).entries.map(kindOf)).toEqual(["email"]);
  expect((await read("notes")).entries.map(kindOf)).toEqual(["note"]);
  expect((await read("all", undefined, (await makeStore()).id)).entries).toEqual([]);
});

test("a long history comes in pages, each line once, also where many happened at the same time", async () => {
  for (let index = 0; index < 25; index++) {
    await makeEvent(5);
    await makeNote(5);
    await makeEmail(index);
  }
  const seen: string[] = [];
  let older: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof readTimeline>> = await read("all", older);
    expect(page.entries.length).toBeLessThanOrEqual(30);
    seen.push(...page.entries.map(({ id }) => id));
    older = page.next;
  } while (older);
  expect(seen).toHaveLength(75);
  expect(new Set(seen).size).toBe(75);
  expect((await read("all", "no-cursor")).entries[0]?.id).toBe(seen[0]);
});
