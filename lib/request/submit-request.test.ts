import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { database, type Prepared, prisma, shareDatabase } from "@/lib/database";
import { countTry, resetRate } from "@/lib/http/rate-limit";
import { queue } from "@/lib/queue/queue";
import type { Store } from "@/lib/store/find-store";
import { makeCustomer } from "@/test/factories/customer";
import { eventTypesOf, submitAsGuest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { customerHint, type GuestRequest } from "./submit-request";

withTestDatabase();

let store: Store;
let address: string;

beforeEach(async () => {
  store = await makeStore();
  address = `guest-${randomUUID()}@mail.example`;
});

const ask = ({ at = store, email = address, rateLimitKey = randomUUID() as string } = {}) =>
  submitAsGuest(at, email, { locale: "de", rateLimitKey });

const requests = () => prisma().request.findMany({ where: { storeId: store.id } });
const events = () => eventTypesOf(store.id);
const jobs = () => queue().findJobs<{ storeId: string; eventId: string }>("notify", { data: { storeId: store.id } });

test("a guest's request waits for its verification, with the event and the job that sends the email", async () => {
  await ask({ email: `  ${address.toUpperCase()} ` });
  const [request, ...others] = await requests();
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    ...{ type: "export", source: "guest", state: "unverified", locale: "de" },
    ...{ personKey: `email:${address}`, email: address.toUpperCase(), emailNormalized: address, emailVerified: false },
    reference: expect.stringMatching(/^DR-\w{4}-\w{4}$/),
  });
  expect(request?.searchText).toContain(address);
  const made = request?.createdAt ?? new Date(0);
  expect(Math.abs(Date.now() - made.getTime())).toBeLessThan(60_000);
  expect(request?.dueAt.getTime()).toBeGreaterThan(made.getTime() + 27 * 86_400_000);
  const [event] = await prisma().event.findMany({ where: { storeId: store.id } });
  expect(event).toMatchObject({ type: "request_made", actorKind: "customer", requestId: request?.id });
  expect((await jobs()).map(({ data }) => data)).toEqual([{ storeId: store.id, eventId: event?.id }]);
});

test("asking again makes no second request, and sends the email again", async () => {
  await ask();
  const [first] = await requests();
  await ask({ email: address.toUpperCase() });
  expect(await requests()).toEqual([first]);
  expect(await events()).toEqual(["request_made", "request_repeated"]);
  expect(await jobs()).toHaveLength(2);
});

test("what a guest adds is kept until the address is verified, and then changed by nobody", async () => {
  const add = async (hint: string | null) => {
    await submitAsGuest(store, address, { hint });
    return (await requests())[0]?.customerHint;
  };
  expect(await add(null)).toBeNull();
  expect(await add("Order 1001")).toBe("Order 1001");
  // Sending the email again says nothing of it.
  expect(await add(null)).toBe("Order 1001");
  await prisma().request.updateMany({ where: { storeId: store.id }, data: { state: "open" } });
  await resetRate("mailByInbox", address);
  expect(await add("Order 6666")).toBe("Order 1001");
});

test.each([
  ["  Order 1001 ", "Order 1001"],
  ["", null],
  ["x".repeat(200), "x".repeat(200)],
  ["x".repeat(201), "hintTooLong"],
  ["two\nlines", "invalid"],
])("a guest may add a short line: %j is %j", (typed, expected) => {
  const read = customerHint.safeParse(typed);
  expect(read.success ? read.data : read.error.issues[0]?.message).toBe(expected);
});

test("two presses at once make one request", async () => {
  await Promise.all([ask(), ask(), ask()]);
  expect(await requests()).toHaveLength(1);
  expect((await events()).sort()).toEqual(["request_made", "request_repeated", "request_repeated"]);
});

test("a request that is open is not made twice, one that was answered is", async () => {
  await ask();
  await prisma().request.updateMany({ where: { storeId: store.id }, data: { state: "open" } });
  await ask();
  expect(await requests()).toHaveLength(1);
  await prisma().request.updateMany({ where: { storeId: store.id }, data: { state: "answered" } });
  await ask();
  expect((await requests()).map(({ state }) => state).sort()).toEqual(["answered", "unverified"]);
});

test("each store has its own", async () => {
  const other = await makeStore();
  await ask();
  await ask({ at: other });
  expect(await requests()).toHaveLength(1);
  expect(await prisma().request.count({ where: { storeId: other.id } })).toBe(1);
});

test("a fourth email to one inbox within an hour is refused, across stores and networks", async () => {
  const other = await makeStore();
  expect(await outcome(ask())).toBe("done");
  expect(await outcome(ask({ at: other }))).toBe("done");
  expect(await outcome(ask({ email: address.toUpperCase() }))).toBe("done");
  expect(await outcome(ask({ at: other }))).toBe("rateLimited");
  expect(await outcome(ask())).toBe("rateLimited");
  expect(await outcome(ask({ email: `another-${address}` }))).toBe("done");
  expect(await events()).toEqual(["request_made", "request_repeated", "request_made"]);
});

test("one network address may only ask so often", async () => {
  const rateLimitKey = randomUUID();
  for (let round = 0; round < 120; round++) await countTry("publicFormByAddress", rateLimitKey);
  expect(await outcome(ask({ rateLimitKey }))).toBe("rateLimited");
  expect(await requests()).toEqual([]);
  expect(await outcome(ask())).toBe("done");
});

test("a flood on a store slows its mail and refuses nobody", async () => {
  for (let round = 0; round < 300; round++) await countTry("mailByStore", store.slug);
  await ask();
  expect(await requests()).toHaveLength(1);
  const [job] = await jobs();
  const waitSeconds = ((job?.startAfter.getTime() ?? 0) - (job?.createdOn.getTime() ?? 0)) / 1000;
  expect(waitSeconds).toBeGreaterThan(60);
  expect(waitSeconds).toBeLessThanOrEqual(3600);
});

test("a store that supports no guests refuses them, and no try is counted", async () => {
  const members = await makeStore({ guestsSupported: false });
  const rateLimitKey = randomUUID();
  const counters = async () => (await database().query("SELECT key FROM rate_limit")).rows.length;
  const before = await counters();
  for (let round = 0; round < 3; round++)
    expect(await outcome(ask({ at: members, rateLimitKey }))).toBe("guestsNotSupported");
  expect(await prisma().request.count({ where: { storeId: members.id } })).toBe(0);
  expect(await counters()).toBe(before);
  expect(await outcome(ask({ rateLimitKey }))).toBe("done");
});

test.each([
  // The limits, the request, its event, its job.
  [{ type: "export" }, 4],
  // Whether it is offered, and the texts.
  [{ type: "correction", correction: { wrong: "street", right: "avenue" } }, 6],
  // Whether it is offered, who is looked for, and two more jobs.
  [{ type: "opt_out" }, 8],
] as const)(
  "the same statements run for every address, known or not, with a live request or not: %j",
  async (asked, count) => {
    const known = `known-${address}`;
    await makeCustomer(store.id, { email: known, emailNormalized: known, emailMailable: true });
    await prisma().offeredType.create({ data: { storeId: store.id, type: asked.type } });
    const first = [await statementsOf(address, asked), await statementsOf(known, asked)];
    const repeated = [await statementsOf(address, asked), await statementsOf(known, asked)];
    await prisma().request.updateMany({ where: { storeId: store.id }, data: { state: "open" } });
    const open = [await statementsOf(address, asked), await statementsOf(known, asked)];
    const [statements = []] = first;
    expect(statements).toHaveLength(count);
    expect(statements.join(" ")).not.toMatch(/\bcustomer\b(?!')/);
    for (const others of [...first, ...repeated, ...open]) expect(others).toEqual(statements);
  },
);

/** What is sent to the database for one request of an address. */
async function statementsOf(email: string, asked: Partial<Omit<GuestRequest, "email">>): Promise<string[]> {
  const statements: string[] = [];
  const noting =
    (send: Prepared): Prepared =>
    (text, values) => {
      statements.push(text);
      return send(text, values);
    };
  const opened = database();
  shareDatabase({
    ...opened,
    // What would go past this list, by Prisma, fails.
    prisma: undefined as never,
    query: noting(opened.query),
    prepared: noting(opened.prepared),
    transaction: (work) => opened.transaction((prepared) => work(noting(prepared))),
  });
  await submitAsGuest(store, email, { ...asked, locale: "de" }).finally(() => shareDatabase(opened));
  return statements;
}
