import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { EVERY_ROW, type Redaction } from "@/lib/section/redaction";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { exportCustomer, letExpire, makeExportRow, readExport } from "@/test/factories/export";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { makeRedaction } from "./make-redaction";
import { undoRedaction } from "./undo-redaction";

withTestDatabase();

let storeId: string;
let exportId: string;
let requestId: string;
let ada: Awaited<ReturnType<typeof makeMerchant>>;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  ada = await makeMerchant("Ada Owner");
  const customer = await makeCustomer(storeId, { email: "cora@mail.example", note: "Knows Nora", attributes: {} });
  await makeOrder(storeId, { customerId: customer.id, note: "For Nora" }, [{ name: "Cup" }, { name: "Pot" }]);
  ({ exportId, requestId } = await exportCustomer(storeId, customer.id));
});

const place = (fields: Partial<Redaction>): Redaction => ({
  ...{ section: "orders", row: 0, pointer: "/note", reason: "other_person", reasonText: null },
  ...fields,
});
const make = (
  fields: Partial<Redaction> = {},
  target: { storeId?: string; exportId?: string; actor?: typeof ada } = {},
) => makeRedaction({ storeId, exportId, actor: ada, ...target, redaction: place(fields) });
const stored = () => prisma().redaction.findMany({ where: { storeId, exportId }, orderBy: { createdAt: "asc" } });
const events = async () =>
  await prisma().event.findMany({
    where: { storeId, requestId, type: { in: ["redaction_made", "redaction_undone"] } },
    orderBy: { at: "asc" },
  });

test("a value is redacted, with its event, which does not hold the value", async () => {
  expect(await make()).toEqual({ made: true, requestId });
  expect(await stored()).toMatchObject([{ ...place({}), createdByName: "Ada Owner" }]);
  const [event, ...others] = await events();
  expect(others).toEqual([]);
  expect(event).toMatchObject({ type: "redaction_made", actorName: "Ada Owner" });
  expect(event?.data).toEqual({ exportId, section: "orders", row: 0, pointer: "/note" });
});

test("a row, a column, a value deep in a row and a section are redacted", async () => {
  const places = [
    { row: 0, pointer: "/lines/1/name" },
    { row: EVERY_ROW, pointer: "/lines/*/name" },
    { row: EVERY_ROW, pointer: "/note" },
    { row: 0, pointer: "" },
    { row: EVERY_ROW, pointer: "" },
    { section: "consents" as const, row: EVERY_ROW, pointer: "" },
  ];
  for (const one of places) expect(await make(one)).toEqual({ made: true, requestId });
  expect(await stored()).toMatchObject(places);
});

test("a place that the export does not have is refused", async () => {
  const places: Partial<Redaction>[] = [
    { row: 1 },
    { row: 1, pointer: "" },
    { row: -2 },
    { pointer: "/nothing" },
    { pointer: "note" },
    { pointer: "/constructor" },
    { pointer: "/lines/2/name" },
    { pointer: "/lines/length" },
    { pointer: "/lines/*/name" },
    { row: EVERY_ROW, pointer: "/lines/*/nothing" },
    { section: "consents", row: 0, pointer: "/wording" },
    { section: "payments" as "orders" },
    { reason: "whim" as "other" },
    { pointer: `/${"x".repeat(600)}` },
  ];
  for (const one of places) expect([one, await outcome(make(one))]).toEqual([one, "invalid"]);
  expect(await stored()).toEqual([]);
  expect(await events()).toEqual([]);
});

test("the reason 'other' needs a text, which the other reasons do not keep", async () => {
  for (const reasonText of [null, "", "  "])
    expect(await outcome(make({ reason: "other", reasonText }))).toBe("reasonTextMissing");
  await make({ reason: "other", reasonText: "  Our supplier's price " });
  await make({ pointer: "/total", reason: "security", reasonText: "kept from before" });
  expect((await stored()).map(({ reasonText }) => reasonText)).toEqual(["Our supplier's price", null]);
});

test("another store's merchant cannot redact, and a copy or an expired export cannot be redacted", async () => {
  const other = (await makeStore()).id;
  const { wrappedKey } = await readExport({ storeId, exportId });
  const expiresAt = new Date(Date.now() + 60_000);
  const copyId = await makeExportRow(storeId, requestId, { reviewOfId: exportId, wrappedKey, expiresAt });
  const section = { row: EVERY_ROW, pointer: "" };
  for (const target of [{ storeId: other }, { exportId: copyId }, { exportId: uuidv7() }, { exportId: "no-id" }])
    for (const fields of [{}, section]) expect(await outcome(make(fields, target))).toBe("exportGone");
  await letExpire({ storeId, exportId }, new Date(Date.now() - 1));
  for (const fields of [{}, section]) expect(await outcome(make(fields))).toBe("exportGone");
  expect(await prisma().redaction.count({ where: { storeId: { in: [storeId, other] } } })).toBe(0);
});

test("the same place, or a part of it, is redacted once, and the second merchant learns by whom", async () => {
  const ben = await makeMerchant("Ben Staff");
  await make({ row: EVERY_ROW, pointer: "/lines/*" });
  const columns = ["/lines/*", "/lines/*/name"].map((pointer) => ({ row: EVERY_ROW, pointer }));
  for (const part of [...columns, { pointer: "/lines/1/name" }])
    expect(await make(part, { actor: ben })).toEqual({ made: false, by: "Ada Owner" });
  expect(await stored()).toHaveLength(1);
  expect(await events()).toHaveLength(1);
});

test("of several at once, one redacts", async () => {
  const ben = await makeMerchant("Ben Staff");
  const made = await Promise.all([make(), make({}, { actor: ben }), make({ reason: "security" }, { actor: ben })]);
  expect(made.filter((one) => one.made)).toHaveLength(1);
  expect(await stored()).toHaveLength(1);
  expect(await events()).toHaveLength(1);
});

test("a redaction is undone once, and only by its own store's merchants", async () => {
  await make();
  const [redaction] = await stored();
  const undo = (target: { storeId?: string; exportId?: string; redactionId?: string } = {}) =>
    undoRedaction({ storeId, exportId, redactionId: redaction?.id ?? "", actor: ada, ...target });
  expect(await outcome(undo({ storeId: (await makeStore()).id }))).toBe("exportGone");
  expect(await outcome(undo({ exportId: uuidv7() }))).toBe("exportGone");
  expect(await undo({ redactionId: uuidv7() })).toBe(false);
  expect(await undo({ redactionId: "no-id" })).toBe(false);
  expect(await stored()).toHaveLength(1);
  expect((await Promise.all([undo(), undo()])).sort()).toEqual([false, true]);
  expect(await undo()).toBe(false);
  expect(await stored()).toEqual([]);
  const [, undone, ...others] = await events();
  expect(others).toEqual([]);
  expect(undone).toMatchObject({ type: "redaction_undone" });
  expect(undone?.data).toEqual({ exportId, section: "orders", row: 0, pointer: "/note" });
  expect(await make()).toEqual({ made: true, requestId });
});
