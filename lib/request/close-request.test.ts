import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { queue } from "@/lib/queue/queue";
import { makeRequest, readRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { answerRequest, refuseRequest } from "./close-request";

withTestDatabase();

const settle = async () => {};
let storeId: string;
const ada = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;
const ben = { ...ada, id: uuidv7(), name: "Ben Staff" } as const;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const answer = (requestId: string, actor: Actor = ada, store = storeId) =>
  answerRequest({ storeId: store, requestId, actor, answer: "elsewhere", note: "By phone" }, settle);
const refuse = (requestId: string, actor: Actor = ada) =>
  refuseRequest({ storeId, requestId, actor, reason: "Asked for yesterday." }, settle);
const read = (id: string) => readRequest(storeId, id);
const eventsOf = (requestId: string) => prisma().event.findMany({ where: { storeId, requestId } });

test("an answered request is closed, with its event and the job that notifies of it", async () => {
  const { id } = await makeRequest(storeId);
  expect(await answer(id)).toEqual({ done: true });
  expect(await read(id)).toMatchObject({ state: "answered", answer: "elsewhere", answerNote: "By phone" });
  expect((await read(id)).closedAt).toBeInstanceOf(Date);
  const [event, ...others] = await eventsOf(id);
  expect(others).toEqual([]);
  const by = { actorKind: "merchant", actorId: ada.id, actorName: ada.name };
  expect(event).toMatchObject({ type: "request_answered", data: { answer: "elsewhere" }, ...by });
  const jobs = await queue().findJobs<{ eventId: string }>("notify");
  expect(jobs.filter(({ data }) => data.eventId === event?.id)).toHaveLength(1);
});

test("a refused request keeps the reason", async () => {
  const { id } = await makeRequest(storeId);
  expect(await refuse(id)).toEqual({ done: true });
  expect(await read(id)).toMatchObject({ state: "refused", refusalReason: "Asked for yesterday." });
  expect((await eventsOf(id)).map(({ type }) => type)).toEqual(["request_refused"]);
});

test("of two merchants at once one closes it, and the other learns who", async () => {
  const { id } = await makeRequest(storeId);
  const closings = await Promise.all([answer(id, ada), refuse(id, ben), answer(id, ben)]);
  expect(closings.filter(({ done }) => done)).toHaveLength(1);
  const [event, ...others] = await eventsOf(id);
  expect(others).toEqual([]);
  const { state } = await read(id);
  for (const closing of closings)
    if (!closing.done) expect(closing).toEqual({ done: false, state, by: event?.actorName });
});

test("a request that is not verified, unknown or another store's is neither answered nor refused", async () => {
  const unverified = await makeRequest(storeId, { state: "unverified" });
  const { id } = await makeRequest(storeId);
  const other = (await makeStore()).id;
  for (const unknown of [unverified.id, uuidv7(), "no-id"]) expect(await outcome(answer(unknown))).toBe("invalid");
  expect(await outcome(refuse(unverified.id))).toBe("invalid");
  expect(await outcome(answer(id, ada, other))).toBe("invalid");
  expect((await read(id)).state).toBe("open");
  expect((await read(unverified.id)).state).toBe("unverified");
  expect(await prisma().event.count({ where: { storeId } })).toBe(0);
});
