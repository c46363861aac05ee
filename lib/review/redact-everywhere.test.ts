import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import type { Redaction } from "@/lib/section/redaction";
import { makeAddress, makeLines, makeOrder } from "@/test/factories/customer";
import { exportCustomer, makeCustomerExport } from "@/test/factories/export";
import { orderCopy, redact, redaction } from "@/test/factories/redaction";
import { makeRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { findPlaces, type ValueAt } from "./find-places";
import { listRedactions } from "./list-redactions";
import { redactEverywhere } from "./redact-everywhere";
import { undoRedaction, undoRedactions } from "./undo-redaction";

withTestDatabase();

let ada: Awaited<ReturnType<typeof makeMerchant>>;

beforeEach(async () => {
  ada = await makeMerchant("Ada Owner");
});

type Target = { storeId: string; exportId: string };
const place = (section: ValueAt["section"], row: number, pointer: string): ValueAt => ({ section, row, pointer });
const reason = { reason: "other_person", reasonText: null } as const;
const everywhere = (target: Target, at: ValueAt, fields: Partial<Pick<Redaction, "reason" | "reasonText">> = {}) =>
  redactEverywhere({ ...target, actor: ada, at, ...reason, ...fields });
const find = async (target: Target, at: ValueAt) => await findPlaces(target, at, await listRedactions(target));
const pointersOf = async (target: Target, at: ValueAt) =>
  (await find(target, at)).places.map(({ section, row, pointer }) => `${section} ${row} ${pointer}`);

async function deliver(target: Target) {
  const copy = await orderCopy(target);
  await buildExport(copy, new AbortController().signal);
  const files = await readArchive(copy);
  expect(schemaErrors(files)).toBeNull();
  return files;
}

/** The files in which a pattern occurs, as bytes of UTF-8 or UTF-16, or in a normal form of either. */
function filesWith(files: Record<string, string>, pattern: RegExp): string[] {
  const readings = (text: string) => [
    ...[text, text.normalize("NFD"), text.normalize("NFKC")],
    ...[Buffer.from(text).toString("utf16le"), text.replaceAll("\u0000", "")],
  ];
  return Object.entries(files).flatMap(([name, text]) =>
    readings(text).some((read) => pattern.test(read)) ? [name] : [],
  );
}

test("one number is redacted in all its twelve places, however it is written, and no byte of it is delivered", async () => {
  const target = await makeCustomerExport(
    {
      firstName: "Cora",
      lastName: "Lind",
      note: "Her aunt: (0171) 234 56 78",
      tags: ["call 01712345678"],
      phone: "+49 30 901820",
    },
    async (storeId, customerId) => {
      await makeAddress(storeId, customerId, { name: "Grete", country: "DE", phone: "0171 2345678" });
      const order = { customerId, placedAt: new Date(1) };
      const to = { name: "Grete", phone: "+49 171 2345678", country: "DE" };
      const attributes = {
        gift: { deep: ["tel:+49-171-2345678"] },
        landing: "/cart?phone=%2B49%20171%202345678",
        "For 0171/2345678": "x",
      };
      const line = { name: "Cup for 0049 (0)171 2345678", attributes: { engraving: "0171 23 45 678" } };
      await makeOrder(
        storeId,
        { ...order, phone: "0049171 2345678", billingAddress: to, shippingAddress: to, attributes },
        [line],
      );
      await makeOrder(storeId, {
        ...{ customerId, placedAt: new Date(2), phone: "+49 171 2345679", note: "0171 2345678, not +43 171 2345678" },
        ...{ attributes: { gift: "０１７１ ２３４５６７８", kept: "+49 171 2345670", code: 491712345678 } },
      });
    },
  );
  const clicked = place("orders", 0, "/shippingAddress/phone");
  const found = await find(target, clicked);
  expect(found.places.map((one) => `${one.section} ${one.row} ${one.pointer}${one.isPart ? " in part" : ""}`)).toEqual([
    ...["profile 0 /note in part", "profile 0 /tags/0 in part", "addresses 0 /phone"],
    ...["orders 0 /phone", "orders 0 /billingAddress/phone", "orders 0 /shippingAddress/phone"],
    // A platform's field that is named by the number goes with all that it is in.
    ...["orders 0 /attributes in part", "orders 0 /lines/0/name in part", "orders 0 /lines/0/attributes/engraving"],
    ...["orders 1 /note in part", "orders 1 /attributes/code", "orders 1 /attributes/gift"],
  ]);
  expect(found).toMatchObject({ more: false, redactedCount: 0 });
  expect(await listRedactions(target)).toEqual([]);
  expect(await everywhere(target, clicked)).toMatchObject({ count: 12 });
  const files = await deliver(target);
  const number = /1\D{0,4}7\D{0,4}1\D{0,4}2\D{0,4}3\D{0,4}4\D{0,4}5\D{0,4}6\D{0,4}7\D{0,4}8(?!\d)/;
  expect(filesWith(await readArchive(target), number)).toContain("data.json");
  expect(filesWith(files, number)).toEqual([]);
  const [, second] = dataOf(files).orders;
  expect(second).toMatchObject({ phone: "+49 171 2345679", attributes: { kept: "+49 171 2345670" } });
  expect(dataOf(files).withheld).toHaveLength(12);
});

test("an address is redacted in either form of its domain, at the head of a guest's archive too", async () => {
  const { id: storeId } = await makeStore();
  const email = "Gerd@bücher.example";
  const emailNormalized = "gerd@xn--bcher-kva.example";
  const request = await makeRequest(storeId, { email, emailNormalized, emailVerified: true });
  const made = { storeId, exportId: uuidv7() };
  await makeOrder(storeId, { email: "GERD@BÜCHER.EXAMPLE", emailNormalized, note: "or gerd@xn--bcher-kva.example" });
  await prisma().export.create({ data: { ...{ storeId, id: made.exportId, requestId: request.id } } });
  await buildExport(made, new AbortController().signal);
  const found = await find(made, place("orders", 0, "/email"));
  expect(found.isOwn).toBe(true);
  expect(found.places).toContainEqual(expect.objectContaining({ section: "profile", row: -1, pointer: "/email" }));
  await everywhere(made, place("orders", 0, "/email"));
  const files = await deliver(made);
  expect(filesWith(files, /gerd/i)).toEqual([]);
  expect(dataOf(files).customer.email).toBe("[redacted: another person’s data]");
});

test("a name is redacted in longer texts, across two fields, and in names of a platform's fields", async () => {
  const target = await makeCustomerExport({ firstName: "Nora", lastName: "Müller" }, async (storeId, customerId) => {
    const order = { customerId, placedAt: new Date(1), attributes: { "Gift for Nora Müller": { card: "Hello" } } };
    await makeOrder(storeId, {
      ...order,
      shippingAddress: { name: "NORA MUELLER" },
      note: "Frau Nora\u00a0Mu\u0308llers Paket",
    });
    await makeOrder(storeId, {
      ...order,
      placedAt: new Date(2),
      attributes: { kept: "Norah Muellerin" },
      note: "Nora",
    });
  });
  // What an earlier redaction withholds deeper down is listed by no name of the platform's.
  await redact(target, [redaction("orders", { row: 0, pointer: "/attributes/Gift for Nora Müller/card" })]);
  const clicked = place("orders", 0, "/shippingAddress/name");
  expect(await pointersOf(target, clicked)).toEqual([
    ...["profile 0 /firstName", "profile 0 /lastName"],
    ...["orders 0 /attributes", "orders 0 /note", "orders 0 /shippingAddress/name"],
  ]);
  expect((await find(target, clicked)).isOwn).toBe(true);
  await everywhere(target, clicked);
  const files = await deliver(target);
  expect(filesWith(files, /nora[^a-z]*m(ü|u\u0308|ue|u)ller(?!in)/i)).toEqual([]);
  expect(dataOf(files).orders[1].note).toBe("Nora");
  expect(fileOf(files, "manifest.json")).not.toContain("Gift for");
});

test("all are made or none, with one event; one of them is undone, or what is left of the group", async () => {
  const target = await makeCustomerExport({ note: "For Zed" }, async (storeId, customerId) => {
    for (const day of [1, 2, 3])
      await makeOrder(storeId, { customerId, placedAt: new Date(day), shippingAddress: { name: "Zed" } });
  });
  const { storeId, exportId, requestId } = target;
  const clicked = place("orders", 0, "/shippingAddress/name");
  await redact(target, [redaction("orders", { row: 2 })]);
  expect(await find(target, clicked)).toMatchObject({ redactedCount: 1, places: { length: 3 } });
  const presses = await Promise.all([everywhere(target, clicked), everywhere(target, clicked)]);
  expect(presses.map(({ count }) => count).sort()).toEqual([0, 3]);
  const [, first, ...rest] = await listRedactions(target);
  expect(rest).toHaveLength(2);
  const groupId = first?.groupId ?? "";
  expect(rest.map((one) => one.groupId)).toEqual([groupId, groupId]);
  const events = () =>
    prisma().event.findMany({ where: { storeId, requestId, type: { contains: "redaction" } }, orderBy: { id: "asc" } });
  expect(await events()).toMatchObject([
    { type: "redactions_made", data: { exportId, count: 3 }, actorName: "Ada Owner" },
  ]);
  expect(await undoRedaction({ storeId, exportId, redactionId: first?.id ?? "", actor: ada })).toBe(true);
  const undo = (fields: object = {}) => undoRedactions({ storeId, exportId, groupId, actor: ada, ...fields });
  expect(await outcome(undo({ storeId: (await makeStore()).id }))).toBe("exportGone");
  expect(await undo({ groupId: uuidv7() })).toBe(0);
  expect(await undo({ groupId: "no-id" })).toBe(0);
  expect((await Promise.all([undo(), undo()])).sort()).toEqual([0, 2]);
  expect(await listRedactions(target)).toMatchObject([{ section: "orders", row: 2, groupId: null }]);
  expect((await events()).at(-1)).toMatchObject({ type: "redactions_undone", data: { exportId, count: 2 } });
  // An export that is made again has the group again.
  await everywhere(target, clicked);
  const again = await exportCustomer(storeId, target.customerId);
  expect((await listRedactions(again)).filter((one) => one.groupId)).toHaveLength(3);
});

test("a reason that tells the value is refused, and so is a place that holds none", async () => {
  const target = await makeCustomerExport({ note: "0171 2345678" }, async (storeId, customerId) => {
    await makeOrder(storeId, { customerId, phone: "0171 2345678", total: 5 });
  });
  const clicked = place("orders", 0, "/phone");
  const own = (reasonText: string) => everywhere(target, clicked, { reason: "other", reasonText });
  expect(await outcome(own(" "))).toBe("reasonTextMissing");
  expect(await outcome(own("number +49 171 2345678"))).toBe("reasonTextHoldsValue");
  await redact(target, [
    redaction("orders", { row: 0, pointer: "/name", reason: "other", reasonText: "of 01712345678" }),
  ]);
  expect(await outcome(everywhere(target, clicked))).toBe("earlierReasonHoldsValue");
  for (const at of [
    place("orders", 0, "/total"),
    place("orders", 1, "/phone"),
    place("orders", 0, ""),
    place("orders", -1, "/phone"),
  ])
    expect([at, await outcome(everywhere(target, at))]).toEqual([at, "invalid"]);
  const { id: storeId } = await makeStore();
  expect(await outcome(everywhere({ ...target, storeId }, clicked))).toBe("exportGone");
  expect(await outcome(everywhere({ ...target, exportId: "no-id" }, clicked))).toBe("exportGone");
  expect(await listRedactions(target)).toHaveLength(1);
});

test("more than 10,000 places are said to be more, and none of them is redacted", async () => {
  const target = await makeCustomerExport({}, async (storeId, customerId) =>
    makeLines(storeId, await makeOrder(storeId, { customerId, note: "Item" }, []), 10_001),
  );
  const clicked = place("orders", 0, "/note");
  expect(await find(target, clicked)).toMatchObject({ more: true, places: { length: 10_000 } });
  expect(await outcome(everywhere(target, clicked))).toBe("tooManyPlaces");
  expect(await listRedactions(target)).toEqual([]);
});
