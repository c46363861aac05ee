import { expect, test } from "vitest";
import { searchOrders } from "@/lib/customer/search-orders";
import { database, prisma } from "@/lib/database";
import { addNote } from "@/lib/request/notes";
import { recordsSource } from "@/lib/source/records/records-source";
import type { CustomerSource } from "@/lib/source/source";
import { linkOrder } from "@/lib/subject/link-order";
import { visit } from "@/test/factories/delivery";
import { ordersFile } from "@/test/factories/import";
import {
  ask,
  askForCopy,
  EMAIL,
  FORMER,
  files,
  leaveTraces,
  linkLive,
  type Marked,
  makeMarkedStore,
  markers,
  NAME,
  ORDER,
  ORDER_ID,
  order,
  PHONE,
  STREET,
} from "@/test/factories/marked-person";
import { codings, tablesThatHold } from "@/test/harness/dump";
import { recordAndNotify, sendAll } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { approveErasure } from "./approve-erasure";
import { finishErasure } from "./finish-erasure";
import { planErasure } from "./plan-erasure";
import { runErasure } from "./run-erasure";

/** A person whom every table holds that can, by real flows, and what a dump of the database holds of them once they are erased. */
withTestDatabase();

const signal = new AbortController().signal;

/** The tables that belong to a request, and may hold rows of one whose person was erased: none of a person. */
const kept = ["event", "erasure_plan", "erasure_step", "request_deadline", "request_pause", "proof", "bulk_item"];
/** Those that hold none then, and those that no request to erase has a row of. */
const emptied = [
  ...["added_item", "agent", "agent_link", "delivery", "email", "erasure_hold", "erasure_link", "export", "message"],
  ...["message_access", "message_code", "message_file", "message_link", "note", "request_identity", "request_record"],
  ...["verification", "correction", "correction_change", "objection_step", "told_system"],
];

/** A table that is new belongs to one of both: what an erasure does with it has to be decided. */
async function expectReduced(storeId: string, requestId: string): Promise<void> {
  const { rows } = await database().query(
    `SELECT table_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name = 'request_id'`,
  );
  const names = (rows as { name: string }[]).map(({ name }) => name);
  expect(names.sort()).toEqual([...kept, ...emptied].sort());
  for (const name of emptied) {
    const of = `SELECT 1 FROM ${name} WHERE store_id = $1 AND request_id = $2`;
    expect([name, (await database().query(of, [storeId, requestId])).rows]).toEqual([name, []]);
  }
}

async function erase(marked: Marked) {
  const { storeId, actor } = marked;
  const requestId = await ask(marked, "erasure");
  const act = { storeId, requestId, actor };
  const [loose] = await searchOrders(storeId, `${ORDER}2`);
  await linkOrder({ ...act, orderId: loose?.id ?? "", reason: "named_order" });
  await linkLive(marked, requestId);
  await addNote({ ...act, text: NAME });
  await prisma().agent.create({ data: { storeId, requestId, name: NAME }, select: { name: true } });
  await recordAndNotify({ storeId, id: requestId }, "message_code_wrong", visit().client);
  const live: CustomerSource = {
    ...{ ...recordsSource, name: "connection-1", can: { erase: true, object: false } },
    erase: async () => ({ state: "erased", retained: [`Invoices of ${EMAIL}`], note: `${EMAIL} is kept in the books` }),
  };
  const plan = await planErasure(await prisma().request.findFirstOrThrow({ where: { storeId, id: requestId } }));
  await approveErasure(act);
  await prisma().erasureStep.updateMany({ where: { storeId, requestId, kind: "by_hand" }, data: { kind: "live" } });
  expect(await runErasure({ storeId, requestId }, signal, [live])).toBe(true);
  await finishErasure(act);
  await sendAll(storeId);
  return { requestId, steps: plan.steps };
}

test("where orders are the books, their number and invoice stay, as the preview said, and nothing else", async () => {
  const marked = await makeMarkedStore(true);
  const { steps } = await erase(marked);
  const planned = steps.reduce((sum, { rows }) => sum + (rows?.keptOrders ?? 0), 0);
  expect([
    planned,
    await prisma().order.count({ where: { storeId: marked.storeId, anonymizedAt: { not: null } } }),
  ]).toEqual([3, 3]);
  expect(await tablesThatHold(markers)).toEqual(['public."order"']);
  const held = await prisma().order.findMany({
    where: { storeId: marked.storeId },
    omit: { billingAddress: true, searchText: true },
  });
  expect(JSON.stringify(held)).not.toMatch(new RegExp(`${NAME}|${PHONE.slice(1)}`, "i"));
  // What is left is looked for by the next test.
  await prisma().order.deleteMany();
  await prisma().rateLimit.deleteMany();
}, 60_000);

test("nothing of an erased person is in any table, in whatever coding; the same files bring nobody back", async () => {
  const marked = await makeMarkedStore(false);
  await askForCopy(marked);
  await leaveTraces(marked);
  // What is looked for is there, in most tables, but never in an event or a job.
  const before = await tablesThatHold(markers);
  expect(before.length).toBeGreaterThan(15);
  expect(before.filter((name) => name === "public.event" || name.startsWith("pgboss."))).toEqual([]);
  const { requestId } = await erase(marked);
  expect(await tablesThatHold([...markers, visit().client.browser, visit().client.network])).toEqual([]);
  const { storeId, run } = marked;
  await expectReduced(storeId, requestId);
  expect(
    await prisma().request.findMany({ where: { storeId }, select: { id: true, state: true, email: true } }),
  ).toEqual([{ id: requestId, state: "answered", email: null }]);
  for (const email of [FORMER, EMAIL]) await run(files(email));
  expect(await tablesThatHold(markers)).toEqual([]);
  const later = new Date(Date.now() + 1000).toISOString().replace("T", " ").replace(/\..*/, " +0000");
  await run({ orders: ordersFile([order(ORDER_ID, ORDER, FORMER), order("10", "#10", EMAIL, later)]) });
  expect((await prisma().order.findMany({ where: { storeId } })).map(({ name }) => name).sort()).toEqual(["#10", "#9"]);
  // As anybody may.
  await ask(marked, "export");
}, 60_000);

test("a text is recognized in each coding, wherever it begins", () => {
  const looked = codings(STREET).map((form) => form.toLowerCase());
  for (const around of ["", "x", "xy"]) {
    const text = `${around}${STREET}${around}`;
    const utf16 = Buffer.from(text, "utf16le");
    for (const bytes of [Buffer.from(text), utf16, Buffer.from(utf16).swap16()])
      for (const coded of [text, ...(["hex", "base64", "base64url"] as const).map((coding) => bytes.toString(coding))])
        expect([coded, looked.some((form) => coded.toLowerCase().includes(form))]).toEqual([coded, true]);
  }
});
