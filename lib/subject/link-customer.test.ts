import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { getRequest } from "@/lib/request/get-request";
import { normalizeQuery } from "@/lib/search/search-query";
import { makeCustomer } from "@/test/factories/customer";
import { makeExportRow } from "@/test/factories/export";
import { customersOf, eventTypesOf, makeRequest, readRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { linkCustomer } from "./link-customer";

withTestDatabase();

let storeId: string;
const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const link = (requestId: string, customerId: string, store = storeId) =>
  linkCustomer({ storeId: store, requestId, customerId, actor });
const read = (id: string) => readRequest(storeId, id);
const events = () => prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } });

test("the request belongs to the chosen customer, is found by their name, and its history says who chose", async () => {
  const { id, reference } = await makeRequest(storeId);
  const customer = await makeCustomer(storeId, { firstName: "Łucja", lastName: "Wójcik" });
  await link(id, customer.id);
  const request = await read(id);
  expect(request).toMatchObject({ customerId: customer.id, customerName: "Łucja Wójcik", state: "open" });
  for (const text of [normalizeQuery("łucja"), reference.toLowerCase(), request.email])
    expect(request.searchText).toContain(text);
  expect(await events()).toMatchObject([
    { type: "customer_linked", actorName: "Ada Owner", data: { customerId: customer.id } },
  ]);
});

test("the address of the chosen customer is a clue in each source, and lowers no proof of it", async () => {
  const address = { email: "Ada@mail.example", emailNormalized: "ada@mail.example" };
  const clues = async (requestId: string) =>
    (await prisma().requestIdentity.findMany({ where: { storeId, requestId } })).map(({ value, issuer, proof }) => [
      value,
      issuer,
      proof,
    ]);
  const [bare, proved, stated] = [await makeRequest(storeId), await makeRequest(storeId), await makeRequest(storeId)];
  const identity = { storeId, kind: "email", value: address.emailNormalized } as const;
  await prisma().requestIdentity.createMany({
    data: [
      { ...identity, requestId: proved.id, issuer: "customer", proof: "link" },
      { ...identity, requestId: stated.id, issuer: "handoff", proof: null },
    ],
  });
  const customer = await makeCustomer(storeId, address);
  for (const { id } of [bare, proved, stated]) await link(id, customer.id);
  expect(await clues(bare.id)).toEqual([["ada@mail.example", "staff", null]]);
  expect(await clues(proved.id)).toEqual([["ada@mail.example", "customer", "link"]]);
  // What an account only said of itself is no clue; what staff chose is.
  expect(await clues(stated.id)).toEqual([["ada@mail.example", "staff", null]]);
  const nameless = await makeRequest(storeId);
  await link(nameless.id, (await makeCustomer(storeId, { email: null, emailNormalized: null })).id);
  expect(await clues(nameless.id)).toEqual([]);
});

test("choosing the same one again does nothing, a further one can be chosen until an export is running", async () => {
  const { id } = await makeRequest(storeId);
  const [first, second] = [await makeCustomer(storeId), await makeCustomer(storeId)];
  await link(id, first.id);
  await link(id, first.id);
  expect(await events()).toHaveLength(1);
  await link(id, second.id);
  expect(await customersOf(storeId, id)).toEqual([first.id, second.id]);
  const third = await makeCustomer(storeId);
  const exportId = await makeExportRow(storeId, id);
  expect(await outcome(link(id, third.id))).toBe("exportRunning");
  await prisma().export.updateMany({ where: { storeId, id: exportId }, data: { state: "failed" } });
  expect(await outcome(link(id, third.id))).toBe("done");
});

test("a closed request, an unknown one, and what is another store's are left alone", async () => {
  const other = (await makeStore()).id;
  const customer = await makeCustomer(storeId);
  const { id } = await makeRequest(storeId);
  const closed = await makeRequest(storeId, { state: "answered" });
  expect(await outcome(link(closed.id, customer.id))).toBe("alreadyClosed");
  expect(await outcome(link(uuidv7(), customer.id))).toBe("invalid");
  expect(await outcome(link("no-id", customer.id))).toBe("invalid");
  expect(await outcome(link(id, (await makeCustomer(other)).id))).toBe("invalid");
  expect(await outcome(link(id, customer.id, other))).toBe("invalid");
  expect((await read(id)).customerId).toBeNull();
  expect(await events()).toEqual([]);
});

test("a request is read with its newest export, by its own store alone", async () => {
  const { id } = await makeRequest(storeId);
  const customer = await makeCustomer(storeId);
  await link(id, customer.id);
  const past = new Date(Date.now() - 1000);
  await makeExportRow(storeId, id, { expiresAt: past });
  const found = await getRequest({ storeId, requestId: id });
  expect(await eventTypesOf(storeId, id)).toEqual(["customer_linked"]);
  expect(found?.export?.state).toBe("expired");
  const other = (await makeStore()).id;
  expect(await getRequest({ storeId: other, requestId: id })).toBeNull();
  expect(await getRequest({ storeId, requestId: "no-id" })).toBeNull();
  expect(await getRequest({ storeId, requestId: uuidv7() })).toBeNull();
});
