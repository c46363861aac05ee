import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { eventTypesOf, makeRequest, readRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { refuseRequest } from "./close-request";
import { extendRequest, isExtendable } from "./extend-request";

withTestDatabase();

const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;
const reason = "We are still collecting orders from before 2019.";
let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const extend = (requestId: string, store = storeId) =>
  outcome(extendRequest({ storeId: store, requestId, actor, reason }));

test("an open request is extended once, with its reason, and its history has both dates", async () => {
  const createdAt = new Date("2026-11-20T10:00:00Z");
  const dueAt = new Date("2126-12-20T23:59:59.999Z");
  const { id } = await makeRequest(storeId, { createdAt, dueAt });
  const until = await extendRequest({ storeId, requestId: id, actor, reason });
  expect(until.toISOString()).toBe("2127-02-20T23:59:59.999Z");
  expect(await readRequest(storeId, id)).toMatchObject({ dueAt: until, extendedFrom: dueAt, extensionReason: reason });
  const [event, ...others] = await prisma().event.findMany({ where: { storeId, requestId: id } });
  expect(others).toEqual([]);
  expect(event).toMatchObject({
    type: "request_extended",
    actorId: actor.id,
    data: { from: dueAt.toISOString(), until: until.toISOString() },
  });
  expect(await extend(id)).toBe("alreadyExtended");
  expect((await readRequest(storeId, id)).dueAt).toEqual(until);
});

test("it is refused once the time is over, and for what is closed, unverified, unknown or another store's", async () => {
  const late = await makeRequest(storeId, { dueAt: new Date(Date.now() - 1000) });
  const unverified = await makeRequest(storeId, { state: "unverified" });
  const refused = await makeRequest(storeId);
  await refuseRequest({ storeId, requestId: refused.id, actor, reason: "Asked for yesterday." }, async () => {});
  const { id } = await makeRequest(storeId);
  expect(await extend(late.id)).toBe("extensionTooLate");
  expect(await extend(refused.id)).toBe("alreadyClosed");
  for (const none of [unverified.id, uuidv7(), "no-id"]) expect(await extend(none)).toBe("invalid");
  expect(await extend(id, (await makeStore()).id)).toBe("invalid");
  expect(await eventTypesOf(storeId)).toEqual(["request_refused"]);
});

test("of two merchants at once one extends it, and the other reads that it is done", async () => {
  const { id } = await makeRequest(storeId);
  const outcomes = await Promise.all([extend(id), extend(id)]);
  expect(outcomes.sort()).toEqual(["alreadyExtended", "done"]);
  expect(await eventTypesOf(storeId, id)).toEqual(["request_extended"]);
});

test("only an open request that is not late and was not extended is offered it", () => {
  const open = {
    type: "export",
    deadlines: [],
    state: "open",
    extendedFrom: null,
    dueAt: new Date("2027-01-01T00:00:00Z"),
  } as const;
  const before = new Date("2026-12-31T12:00:00Z");
  expect(isExtendable(open, before)).toBe(true);
  expect(isExtendable(open, new Date("2027-01-01T00:00:01Z"))).toBe(false);
  expect(isExtendable({ ...open, extendedFrom: before }, before)).toBe(false);
  expect(isExtendable({ ...open, state: "answered" }, before)).toBe(false);
});
