import { expect, test } from "vitest";
import { database, prisma, shareDatabase, type Transaction } from "@/lib/database";
import { recordsSource } from "@/lib/source/records/records-source";
import type { CustomerSource } from "@/lib/source/source";
import { countRows, makeApproved, makeErasure, makePerson } from "@/test/factories/erasure";
import { eventTypesOf, makeRequest, readRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { approveErasure } from "./approve-erasure";
import { finishErasure, tickStep, tryAgain } from "./finish-erasure";
import type { ErasureTarget } from "./lock-request";
import { planErasure } from "./plan-erasure";
import { readErasureResult } from "./read-result";
import { runErasure } from "./run-erasure";

withTestDatabase();

const signal = new AbortController().signal;
const GONE = { customers: 0, addresses: 0, consents: 0, orders: 0, requests: 1, exports: 0, chunks: 0, loose: 0 };
const stepsOf = ({ target }: { target: ErasureTarget }) =>
  prisma().erasureStep.findMany({ where: target, orderBy: { number: "asc" } });

/** A live source that erases as it is told. */
function live(erase: NonNullable<CustomerSource["erase"]>): CustomerSource {
  return { ...recordsSource, name: "connection-1", can: { erase: true, object: false }, erase };
}

async function withLive({ target }: { target: ErasureTarget }) {
  const step = { kind: "live", source: "connection-1", record: "gid://shop/7", title: "Shop", label: "Ada" };
  await prisma().erasureStep.create({ data: { ...target, number: 90, ...step }, select: { number: true } });
}

test("a person is erased from this store alone, with guests' orders, earlier requests and sign-ins", async () => {
  const made = await makeErasure();
  const { id: elsewhere } = await makeStore();
  await makePerson(elsewhere);
  const stranger = await makeRequest(made.storeId, { email: "bo@mail.example", state: "answered" });
  // Theirs as well: entered by staff under the address, and about their record under another one.
  const { storeId, email, customerId } = made;
  const closed = { state: "refused", email, emailNormalized: email } as const;
  await makeRequest(storeId, { ...closed, source: "staff", personKey: "staff:1" });
  await makeRequest(storeId, { ...closed, email: "ada.two@mail.example", emailNormalized: null, customerId });
  // An account that anybody can register under the address is a stranger's, as is what nobody proved.
  const claimed = { ...closed, source: "signed_in", emailVerified: false, personKey: "platform:9" } as const;
  await makeRequest(storeId, claimed);
  const before = await countRows(elsewhere);
  const request = await readRequest(made.storeId, made.requestId);
  expect((await planErasure(request)).steps).toMatchObject([
    { kind: "requests", rows: { requests: 3 } },
    { kind: "customer", label: "Ada", rows: { profile: 1, addresses: 1, orders: 1, consents: 1 } },
    { kind: "orders", rows: { orders: 1 } },
    { kind: "files", rows: {} },
    { kind: "sign_ins", rows: { emails: 1 } },
  ]);
  await approveErasure(made);
  expect(await runErasure(made.target, signal)).toBe(true);
  expect(await countRows(made.storeId)).toEqual({ ...GONE, requests: 3 });
  expect(await countRows(elsewhere)).toEqual(before);
  expect(await prisma().request.count({ where: { storeId: made.storeId, id: stranger.id } })).toBe(1);
  expect((await stepsOf(made)).map(({ state, rows }) => [state, rows])).toEqual([
    ["done", { requests: 3 }],
    ["done", { profile: 1, addresses: 1, orders: 1, consents: 1 }],
    ["done", { orders: 1 }],
    ["done", {}],
    ["done", { emails: 1 }],
  ]);
  // A second run finds nothing to do.
  expect(await runErasure(made.target, signal)).toBe(true);
  expect(await eventTypesOf(made.storeId, made.requestId)).toEqual([
    ...["erasure_approved", "erasure_started", "customer_unlinked"],
  ]);
});

test("killed before and after each of its commits, twenty times, it is finished", async () => {
  const made = await makeErasure();
  const { storeId, email } = made;
  const earlier = { email, emailNormalized: email, personKey: `email:${email}`, state: "refused" } as const;
  for (let count = 0; count < 3; count++) await makeRequest(storeId, earlier);
  await approveErasure(made);
  let kills = 0;
  for (let isDone = false; !isDone; )
    for (const moment of ["before", "after"] as const) {
      const revive = killAt(moment);
      const died = await runErasure(made.target, signal).catch((error: Error) => error.message);
      revive();
      isDone = died === true;
      if (isDone) break;
      expect(died).toBe("killed");
      kills += 1;
    }
  expect(kills).toBe(20);
  expect(await countRows(storeId)).toEqual(GONE);
  expect((await stepsOf(made)).map(({ state, rows }) => [state, rows])).toEqual([
    ["done", { requests: 4 }],
    ["done", { profile: 1, addresses: 1, orders: 1, consents: 1 }],
    ["done", { orders: 1 }],
    ["done", {}],
    ["done", { emails: 1 }],
  ]);
});

/** Lets the process die right before or after its next commit. @returns what brings the database back. */
function killAt(moment: "before" | "after"): () => void {
  const opened = database();
  const { prisma: client } = opened;
  const die = () => Promise.reject(new Error("killed"));
  const $transaction = async (work: (given: Transaction) => Promise<unknown>, options?: object) => {
    if (moment === "after") await client.$transaction(work, options);
    return await client.$transaction(async (given) => {
      if (moment === "before") await work(given);
      await die();
    }, options);
  };
  const dying = new Proxy(client, {
    get: (of, name) => (name === "$transaction" ? $transaction : Reflect.get(of, name)),
  });
  shareDatabase({ ...opened, prisma: dying });
  return () => void shareDatabase(opened);
}

test("two runs at once do each step once", async () => {
  const made = await makeApproved();
  await withLive(made);
  let asked = 0;
  const source = live(async () => {
    asked += 1;
    return { state: "erased", retained: [] };
  });
  await Promise.all([runErasure(made.target, signal, [source]), runErasure(made.target, signal, [source])]);
  expect(asked).toBe(1);
  expect(await countRows(made.storeId)).toEqual(GONE);
  expect((await eventTypesOf(made.storeId, made.requestId)).filter((type) => type === "erasure_started")).toHaveLength(
    1,
  );
});

test("a live source that fails keeps nothing else, is tried again, and says what it keeps", async () => {
  const made = await makeApproved();
  await withLive(made);
  const away = live(() => Promise.reject(new Error("ada@mail.example is away")));
  expect(await runErasure(made.target, signal, [away])).toBe(false);
  expect(await countRows(made.storeId)).toEqual(GONE);
  const step = async () => (await stepsOf(made)).at(-1);
  expect(await step()).toMatchObject({ state: "failed", error: "internal", attempts: 1 });
  expect(await outcome(finishErasure(made))).toBe("erasureUnfinished");
  await tryAgain(made);
  const asked: unknown[] = [];
  const keeps = live(async (who) => {
    asked.push(who);
    return { state: "erased", retained: ["Invoices"], note: "By law" };
  });
  expect(await runErasure(made.target, signal, [keeps])).toBe(true);
  expect(asked).toMatchObject([{ storeId: made.storeId, record: "gid://shop/7", emails: ["ada@mail.example"] }]);
  expect(await step()).toMatchObject({ state: "retained", retained: ["Invoices"], note: "By law", error: null });
});

test("a source that is connected no longer fails, and staff may tick it; another's step they may not", async () => {
  const made = await makeApproved();
  await withLive(made);
  expect(await runErasure(made.target, signal, [])).toBe(false);
  const other = await makeErasure();
  expect(await outcome(tickStep({ ...made, storeId: other.storeId, number: 90 }))).toBe("invalid");
  expect(await outcome(tickStep({ ...made, number: 1 }))).toBe("done");
  await Promise.all([tickStep({ ...made, number: 90 }), tickStep({ ...made, number: 90 })]);
  expect((await stepsOf(made)).at(-1)).toMatchObject({ state: "done", error: null, doneByName: "Mara Owner" });
  const ticks = (await eventTypesOf(made.storeId, made.requestId)).filter((type) => type === "erasure_step_ticked");
  expect(ticks).toHaveLength(1);
});

test("orders that are the books stay without their customer, and come back to nobody", async () => {
  const books = { ordersAreBooks: true, orderKeepingCountry: "DE", orderKeepingYears: 8 };
  const made = await makeApproved({}, books);
  await runErasure(made.target, signal);
  expect(await countRows(made.storeId)).toEqual({ ...GONE, orders: 2 });
  const orders = await prisma().order.findMany({ where: { storeId: made.storeId } });
  expect(orders.map(({ email, customerId }) => [email, customerId])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(await readErasureResult(made.target)).toMatchObject({
    rows: { keptOrders: 2, profile: 1 },
    keeping: { years: 8, statute: "§ 147 AO, § 257 HGB" },
  });
});
