import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { daysUntil } from "@/lib/request/request-deadline";
import { makeStoreWithCustomer } from "@/test/factories/customer";
import { exportCustomer } from "@/test/factories/export";
import { customersOf, makeRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { requestCustomerExport } from "./request-customer-export";
import { requestExport } from "./request-export";

withTestDatabase();

test("two presses at once start one export, and the second learns who started it and when", async () => {
  const { id: storeId } = await makeStore();
  const { id: requestId } = await makeRequest(storeId, { emailVerified: true });
  const [mara, noor] = [await makeMerchant("Mara"), await makeMerchant("Noor")];
  const presses = await Promise.all([mara, noor].map((actor) => requestExport({ storeId, requestId, actor })));
  const [winner, loser] = presses.toSorted((one, other) => Number(other.started) - Number(one.started));
  expect(winner?.started).toBe(true);
  expect(loser).toMatchObject({ started: false, exportId: winner?.exportId, by: winner?.by, at: winner?.at });
  expect(["Mara", "Noor"]).toContain(loser?.by);
  expect(await prisma().export.count({ where: { requestId } })).toBe(1);
  expect(await prisma().event.count({ where: { requestId, type: "export_requested" } })).toBe(1);
  expect(await queue().findJobs("build-export", { data: { exportId: winner?.exportId } })).toHaveLength(1);
});

test("only an open request is exported, and only where it says whose data to collect", async () => {
  const { id: storeId } = await makeStore();
  const { id: otherStore } = await makeStore();
  const actor = await makeMerchant();
  const press = (requestId: string, store = storeId) => outcome(requestExport({ storeId: store, requestId, actor }));
  for (const state of ["answered", "refused", "cancelled", "unverified"] as const)
    expect(await press((await makeRequest(storeId, { state, emailVerified: true })).id)).toBe("alreadyClosed");
  expect(await press((await makeRequest(storeId, { emailVerified: false })).id)).toBe("nothingToExport");
  const { id } = await makeRequest(storeId, { emailVerified: true });
  expect(await press(id, otherStore)).toBe("forbidden");
  expect(await press(randomUUID())).toBe("forbidden");
  expect(await prisma().export.count({ where: { storeId } })).toBe(0);
  expect(await press(id)).toBe("done");
});

test("merchants who export the same customer at once make one request and one export, and all learn of it", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer(
    { firstName: "Ada", lastName: "Byron", email: "Ada@mail.example" },
    { locale: "de", responsePeriod: 10, responsePeriodUnit: "days" },
  );
  const actors = [await makeMerchant("Mara"), await makeMerchant("Noor"), await makeMerchant("Sasha")];
  const presses = await Promise.all(actors.map((actor) => requestCustomerExport({ storeId, customerId, actor })));
  const winner = presses.find((press) => press.started);
  expect(presses.filter((press) => press.started)).toHaveLength(1);
  for (const press of presses)
    expect(press).toMatchObject({ exportId: winner?.exportId, requestId: winner?.requestId, by: winner?.by });
  const requests = await prisma().request.findMany({ where: { storeId } });
  expect(requests).toMatchObject([
    {
      ...{ source: "staff", state: "open", customerName: "Ada Byron", email: "Ada@mail.example" },
      ...{ personKey: `customer:${customerId}`, locale: "de", emailVerified: false },
    },
  ]);
  const [request] = requests;
  expect(await customersOf(storeId, request?.id ?? "")).toEqual([customerId]);
  expect(daysUntil(request?.dueAt ?? new Date(0), "UTC", request?.createdAt)).toBe(10);
  const events = await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } });
  expect(events.map((event) => [event.type, event.actorKind, event.actorName])).toEqual([
    ["request_made", "merchant", winner?.by],
    ["export_requested", "merchant", winner?.by],
  ]);
  expect(await prisma().export.count({ where: { storeId } })).toBe(1);
});

test("a customer exported again while the request is open gets a further export of the same request", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer();
  const first = await exportCustomer(storeId, customerId);
  const second = await exportCustomer(storeId, customerId);
  expect(second.requestId).toBe(first.requestId);
  expect(second.exportId).not.toBe(first.exportId);
  await prisma().request.updateMany({ where: { storeId }, data: { state: "answered" } });
  const third = await exportCustomer(storeId, customerId);
  expect(third.requestId).not.toBe(first.requestId);
});

test("a customer of another store, or an unknown one, is not exported", async () => {
  const [{ id: storeId }, { customerId }] = [await makeStore(), await makeStoreWithCustomer()];
  const actor = await makeMerchant();
  expect(await outcome(requestCustomerExport({ storeId, customerId, actor }))).toBe("forbidden");
  expect(await outcome(requestCustomerExport({ storeId, customerId: randomUUID(), actor }))).toBe("forbidden");
  expect(await prisma().request.count({ where: { storeId } })).toBe(0);
});
