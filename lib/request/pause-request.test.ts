import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { prisma } from "@/lib/database";
import { makeRequest, readRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { extendRequest } from "./extend-request";
import { mindPausesJob } from "./mind-pauses.job";
import { pauseClock, pauseRequest } from "./pause-request";
import { regimesOf } from "./regimes-of";
import { resumeClock, resumeRequest } from "./resume-request";

withTestDatabase();

const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;
const asked = { reason: "identity", question: "Please tell us two of your orders." } as const;
let storeId: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-03-01T10:00:00Z") });
  storeId = (await makeStore({ establishedIn: "DE", timeZone: "Europe/Berlin" })).id;
});
afterEach(() => {
  vi.useRealTimers();
});

/** A request of March 1, due on April 1 (a Thursday) by the GDPR, and by April 15 in California. */
async function request(regimes: ("gdpr" | "uk_gdpr" | "ccpa")[], dueAt = "2027-04-01T21:59:59.999Z") {
  const { id } = await makeRequest(storeId, { createdAt: new Date(), dueAt: new Date(dueAt) });
  const dates = {
    gdpr: "2027-04-01T21:59:59.999Z",
    uk_gdpr: "2027-04-01T21:59:59.999Z",
    ccpa: "2027-04-15T21:59:59.999Z",
  };
  await prisma().requestDeadline.createMany({
    data: regimes.map((regime) => ({
      ...{ storeId, requestId: id, regime, ground: "store" as const },
      ...{ receivedOn: new Date("2027-03-01"), dueAt: new Date(dates[regime]) },
    })),
  });
  return id;
}
const dates = async (requestId: string) =>
  Object.fromEntries(
    (await regimesOf({ storeId, id: requestId })).map(({ regime, dueAt }) => [regime, dueAt.toISOString()]),
  );
const dueAt = async (requestId: string) => (await readRequest(storeId, requestId)).dueAt.toISOString();
const after = (day: string) => vi.setSystemTime(new Date(`${day}T10:00:00Z`));
const pause = (requestId: string) => pauseClock({ storeId, requestId, actor, ...asked });
const resume = (requestId: string) => resumeClock({ storeId, requestId, actor });

test("a pause moves the dates of the laws that know it by the days waited, and the earliest decides", async () => {
  const id = await request(["gdpr", "ccpa"]);
  await pause(id);
  after("2027-03-09");
  await resume(id);
  // April 1 and 8 days: Friday, April 9. California's does not wait.
  expect(await dates(id)).toEqual({ gdpr: "2027-04-09T21:59:59.999Z", ccpa: "2027-04-15T21:59:59.999Z" });
  expect(await dueAt(id)).toBe("2027-04-09T21:59:59.999Z");
  await pause(id);
  after("2027-03-29");
  await resume(id);
  // 20 days more: Thursday, April 29; California's is the earlier one now.
  expect(await dates(id)).toEqual({ ccpa: "2027-04-15T21:59:59.999Z", gdpr: "2027-04-29T21:59:59.999Z" });
  expect(await dueAt(id)).toBe("2027-04-15T21:59:59.999Z");
  const events = await prisma().event.findMany({ where: { storeId, requestId: id }, orderBy: { id: "asc" } });
  expect(events.map(({ type, data }) => [type, data])).toEqual([
    ["request_paused", { reason: "identity" }],
    ["request_resumed", { until: "2027-04-09T21:59:59.999Z" }],
    ["request_paused", { reason: "identity" }],
    ["request_resumed", { until: "2027-04-15T21:59:59.999Z" }],
  ]);
});

test("the store's own earlier date, and the only one where no law applies, moves as well", async () => {
  const own = await request(["gdpr"], "2027-03-15T22:59:59.999Z");
  const alone = await request([], "2027-03-31T21:59:59.999Z");
  for (const id of [own, alone]) await pause(id);
  after("2027-03-06");
  for (const id of [own, alone]) await resume(id);
  expect([await dueAt(own), await dueAt(alone)]).toEqual(["2027-03-20T22:59:59.999Z", "2027-04-05T21:59:59.999Z"]);
});

test("an extension counts the days waited, and a pause after it too", async () => {
  const id = await request(["gdpr", "ccpa"]);
  await pause(id);
  after("2027-03-05");
  await resume(id);
  await extendRequest({ storeId, requestId: id, actor, reason: "Many orders." });
  // June 1 and 4 days: Saturday, June 5, so Monday; California's 90 days: May 30.
  expect(await dates(id)).toEqual({ ccpa: "2027-05-30T21:59:59.999Z", gdpr: "2027-06-07T21:59:59.999Z" });
  expect(await dueAt(id)).toBe("2027-05-30T21:59:59.999Z");
});

test("an extension while the clock waits counts each day once, also where no law applies", async () => {
  const [alone, law] = [await request([], "2027-03-31T21:59:59.999Z"), await request(["gdpr"])];
  for (const id of [alone, law]) await pause(id);
  after("2027-03-06");
  await mindPausesJob();
  expect(await dueAt(alone)).toBe("2027-04-05T21:59:59.999Z");
  const extended = [];
  for (const requestId of [alone, law])
    extended.push(await extendRequest({ storeId, requestId, actor, reason: "Many." }));
  // Two months from March 31, three from March 1, and 5 days: June 5 and 6 are a weekend for the law alone.
  expect(extended.map((at) => at.toISOString())).toEqual(["2027-06-05T21:59:59.999Z", "2027-06-07T21:59:59.999Z"]);
  after("2027-03-09");
  for (const id of [alone, law]) await resume(id);
  expect([await dueAt(alone), await dueAt(law)]).toEqual(["2027-06-08T21:59:59.999Z", "2027-06-09T21:59:59.999Z"]);
});

test("it is refused twice, late, where no law knows it, and for what is closed, unverified or another store's", async () => {
  const id = await request(["gdpr"]);
  const california = await request(["ccpa"]);
  const closed = await makeRequest(storeId, { state: "answered" });
  const unverified = await makeRequest(storeId, { state: "unverified" });
  const other = (await makeStore()).id;
  const by = (requestId: string, store = storeId) =>
    outcome(pauseClock({ storeId: store, requestId, actor, ...asked }));
  expect(await by(id, other)).toBe("invalid");
  expect(await outcome(resume(id))).toBe("notPaused");
  const both = await Promise.all([by(id), by(id)]);
  expect(both.sort()).toEqual(["alreadyPaused", "done"]);
  expect(await by(california)).toBe("pauseUnknown");
  expect(await by(closed.id)).toBe("alreadyClosed");
  for (const none of [unverified.id, uuidv7(), "no-id"]) expect(await by(none)).toBe("invalid");
  expect(await outcome(resumeClock({ storeId: other, requestId: id, actor }))).toBe("notPaused");
  await resume(id);
  after("2027-04-05");
  expect(await by(id)).toBe("pauseTooLate");
});

test("a caller's transaction that fails leaves neither a pause nor an event; an answer ends it once", async () => {
  const id = await request(["gdpr"]);
  const failed = prisma().$transaction(async (transaction) => {
    await pauseRequest(transaction, { storeId, requestId: id, actor, ...asked, byMessage: true });
    throw new Error("no message");
  });
  await expect(failed).rejects.toThrow("no message");
  expect(await prisma().requestPause.count({ where: { storeId } })).toBe(0);
  await pause(id);
  after("2027-03-03");
  const answer = () =>
    prisma().$transaction((transaction) =>
      resumeRequest(transaction, { storeId, requestId: id, actor: { kind: "customer" }, answered: true }),
    );
  expect((await Promise.all([answer(), answer()])).sort()).toEqual([false, true]);
  // April 3 is a Saturday; Easter Monday was March 29.
  expect(await dueAt(id)).toBe("2027-04-05T21:59:59.999Z");
});
