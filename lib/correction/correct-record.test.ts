import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import type { MerchantActor } from "@/lib/event/event-types";
import { tellSystem } from "@/lib/objection/tell-system";
import { makeAddress, makeCustomer } from "@/test/factories/customer";
import { makeRequest, readRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { correctedValueField, correctRecord, undoCorrection } from "./correct-record";
import { listCorrectable } from "./list-corrections";
import { readCorrectionResult } from "./read-correction-result";
import { versionOf } from "./value-version";

withTestDatabase();

const actor: MerchantActor = { kind: "merchant", id: "01930000-0000-7000-8000-000000000001", name: "Mara" };
let storeId: string;
let customerId: string;
let target: { storeId: string; requestId: string; actor: MerchantActor };

beforeEach(async () => {
  storeId = (await makeStore()).id;
  const address = { email: "ann@a.example", emailNormalized: "ann@a.example" };
  ({ id: customerId } = await makeCustomer(storeId, {
    ...address,
    firstName: "Ann",
    lastName: "Ames",
    company: "Old",
  }));
  await makeAddress(storeId, customerId, { isDefault: true, city: "Berlin", company: "Old" });
  const request = { type: "correction", state: "open", customerName: "Ann Ames", ...address } as const;
  const { id: requestId } = await makeRequest(storeId, { ...request, customerId });
  target = { storeId, requestId, actor };
});

const customer = () => prisma().customer.findFirstOrThrow({ where: { storeId }, include: { addresses: true } });
const events = async () =>
  (await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } })).map(({ type, data }) => [type, data]);
const city = { field: "city", shown: versionOf("Berlin"), value: "Hamburg" } as const;

test("a value is corrected and found by; the request keeps old and new, the history neither", async () => {
  await correctRecord(target, { customerId, ...city });
  await correctRecord(target, { customerId, field: "lastName", shown: versionOf("Ames"), value: "Ambler" });
  await correctRecord(target, { customerId, field: "company", shown: versionOf("Old"), value: null });
  const found = await customer();
  expect(found).toMatchObject({ lastName: "Ambler", company: null, addresses: [{ city: "Hamburg", company: null }] });
  expect(found.searchText).toMatch(/ambler.*hamburg/);
  expect(found.searchText).not.toMatch(/ames|berlin/);
  expect(await readRequest(storeId, target.requestId)).toMatchObject({ customerName: "Ann Ambler" });
  expect((await readCorrectionResult(target)).changes).toEqual([
    { field: "city", oldValue: "Berlin", newValue: "Hamburg" },
    { field: "lastName", oldValue: "Ames", newValue: "Ambler" },
    { field: "company", oldValue: "Old", newValue: null },
  ]);
  expect(await events()).toEqual(
    ["city", "lastName", "company"].map((field) => ["record_corrected", { customerId, field }]),
  );
});

test("a country is one of ISO 3166-1, and says which laws the request is under; a note keeps its lines", async () => {
  await prisma().store.updateMany({ where: { id: storeId }, data: { establishedIn: "US" } });
  const country = { customerId, field: "country", shown: versionOf(null) } as const;
  await expect(correctRecord(target, { ...country, value: "Deutschland" })).rejects.toMatchObject({
    code: "countryCode",
  });
  await correctRecord(target, { ...country, value: "DE" });
  const { requestId } = target;
  const laws = await prisma().requestDeadline.findMany({ where: { storeId, requestId }, select: { regime: true } });
  expect(laws).toEqual([{ regime: "gdpr" }]);
  // Of a form: browsers end lines with CR LF.
  const value = correctedValueField.parse(" Likes tea.\r\nNo milk. ");
  await correctRecord(target, { customerId, field: "note", shown: versionOf(null), value });
  expect(await customer()).toMatchObject({ note: "Likes tea.\nNo milk." });
});

test("of two corrections at once, one is made; the other is told that the value is another by now", async () => {
  const both = await Promise.allSettled([
    correctRecord(target, { customerId, ...city }),
    correctRecord(target, { customerId, ...city, value: "Bremen" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const [failed] = both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(failed).toMatchObject({ code: "correctionStale" });
  await expect(
    correctRecord(target, { customerId, field: "firstName", shown: versionOf("Ann"), value: "Ann" }),
  ).rejects.toMatchObject({ code: "correctionSame" });
});

test("a value corrected again keeps the first old one, and corrected back leaves nothing", async () => {
  await correctRecord(target, { customerId, ...city });
  await correctRecord(target, { customerId, field: "city", shown: versionOf("Hamburg"), value: "Bremen" });
  expect((await readCorrectionResult(target)).changes).toEqual([
    { field: "city", oldValue: "Berlin", newValue: "Bremen" },
  ]);
  await correctRecord(target, { customerId, field: "city", shown: versionOf("Bremen"), value: "Berlin" });
  expect((await readCorrectionResult(target)).changes).toEqual([]);
});

test("a correction is taken back while nobody has changed the value since", async () => {
  await correctRecord(target, { customerId, ...city });
  await undoCorrection(target, { customerId, field: "city" });
  expect((await customer()).addresses).toMatchObject([{ city: "Berlin" }]);
  await expect(undoCorrection(target, { customerId, field: "city" })).rejects.toMatchObject({ code: "invalid" });
  await correctRecord(target, { customerId, ...city });
  await prisma().address.updateMany({ where: { storeId }, data: { city: "Kiel" } });
  await expect(undoCorrection(target, { customerId, field: "city" })).rejects.toMatchObject({
    code: "correctionStale",
  });
  expect((await customer()).addresses).toMatchObject([{ city: "Kiel" }]);
});

test("nothing is corrected for another store, another customer, a closed request or a request of another type", async () => {
  const stranger = await makeCustomer(storeId, { email: "x@x.example", emailNormalized: "x@x.example" });
  const elsewhere = (await makeStore()).id;
  const refused = async (changes: Partial<typeof target>, id = customerId) =>
    await expect(correctRecord({ ...target, ...changes }, { customerId: id, ...city })).rejects.toMatchObject({
      code: "invalid",
    });
  await refused({ storeId: elsewhere });
  await refused({}, stranger.id);
  const { id: requestId } = await makeRequest(storeId, { customerId, type: "restriction", state: "open" });
  await refused({ requestId });
  await prisma().request.updateMany({ where: { storeId }, data: { state: "answered" } });
  await refused({});
  expect((await customer()).addresses).toMatchObject([{ city: "Berlin" }]);
});

test("a guest, and who is known by name and number alone, is corrected in the shop", async () => {
  const records = [{ record: `customer:${customerId}`, state: "accepted" }];
  const fields = async () => (await listCorrectable(target, records)).map(({ values }) => values.length);
  expect(await fields()).toEqual([12]);
  for (const data of [
    { kind: "guest" as const },
    { kind: "account" as const, emailNormalized: null, platformId: null },
  ]) {
    await prisma().customer.updateMany({ where: { storeId }, data });
    expect(await fields()).toEqual([0]);
  }
});

test("staff tick once the systems that they saw to, and none that the store does not have", async () => {
  await prisma().unconnectedSystem.create({ data: { storeId, number: 1, name: "Helpdesk", contact: "" } });
  await Promise.all([1, 2].map(() => tellSystem({ ...target, system: "system-1" })));
  await tellSystem({ ...target, system: "shop" });
  expect((await readCorrectionResult(target)).told).toEqual(["Helpdesk", ""]);
  expect((await events()).filter(([type]) => type === "system_told")).toHaveLength(2);
  await expect(tellSystem({ ...target, system: "system-2" })).rejects.toMatchObject({ code: "invalid" });
});
