import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { approveDelivery } from "@/lib/delivery/approve-delivery";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { buildExport } from "@/lib/export/build-export";
import { findExport } from "@/lib/export/find-export";
import { requestExport } from "@/lib/export/request-export";
import { coreTable } from "@/lib/section/section-table";
import type { Section } from "@/lib/section/sections";
import { deliveryMethods } from "@/lib/store/delivery-settings";
import { makeOrder } from "@/test/factories/customer";
import { letExpire, makeCustomerExport } from "@/test/factories/export";
import { redact, redaction } from "@/test/factories/redaction";
import { makeMember } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { markSection } from "./mark-section";
import { reviewProgress } from "./review-progress";

withTestDatabase();

/** A ready export with a profile, an order and a request, of a store that requires its review. */
async function makeExport(reviewRequired = true) {
  const target = await makeCustomerExport({}, (storeId, customerId) => makeOrder(storeId, { customerId }));
  await prisma().store.update({
    where: { id: target.storeId },
    data: { reviewRequired, informationConfirmedAt: new Date(0) },
  });
  await prisma().request.updateMany({
    where: { storeId: target.storeId, id: target.requestId },
    data: { email: "ann@mail.example", emailVerified: true },
  });
  return { ...target, actor: await makeMember(target.storeId, "owner") };
}

const progressOf = async (target: { storeId: string; exportId: string }) =>
  await reviewProgress(target, (await findExport(target))?.sources ?? [], coreTable);

test("sections that hold data are to be reviewed; a mark says by whom and when, the last one holds, and it can be taken back", async () => {
  const { actor, ...target } = await makeExport();
  const { sections, missing, marks } = await progressOf(target);
  expect(sections).toEqual(["profile", "orders", "requests"]);
  expect([missing, marks.size]).toEqual([sections, 0]);

  const other = await makeMember(target.storeId, "staff", "Ben Staff");
  const mark = (section: Section, by = actor, reviewed = true) =>
    markSection({ ...target, section, reviewed, actor: by });
  await Promise.all([mark("orders"), mark("orders", other), mark("profile")]);
  await mark("orders", other);
  const half = await progressOf(target);
  expect(half.missing).toEqual(["requests"]);
  expect(half.marks.get("orders")).toMatchObject({ by: "Ben Staff" });
  expect(Date.now() - Number(half.marks.get("orders")?.at)).toBeLessThan(60_000);

  await mark("orders", actor, false);
  await mark("orders", other, false);
  expect((await progressOf(target)).missing).toEqual(["orders", "requests"]);
  // A redaction keeps the marks.
  await redact(target, [redaction("profile", { row: 0, pointer: "/note" })]);
  expect((await progressOf(target)).marks.has("profile")).toBe(true);
});

test("where the store requires it, no method delivers before each section is marked, and the refusal names what is missing", async () => {
  const { actor, storeId, requestId, exportId } = await makeExport();
  const deliver = (method: (typeof deliveryMethods)[number]) =>
    createDelivery({ storeId, requestId, actor, method, handedOverHow: "other" });
  for (const method of deliveryMethods)
    await expect(deliver(method), method).rejects.toMatchObject({
      code: "sectionsNotReviewed",
      values: { sections: "profile,orders,requests" },
    });
  for (const section of ["profile", "orders"] as const)
    await markSection({ storeId, exportId, section, reviewed: true, actor });
  await expect(deliver("password_zip")).rejects.toMatchObject({ values: { sections: "requests" } });
  await markSection({ storeId, exportId, section: "requests", reviewed: true, actor });
  expect(await outcome(deliver("password_zip"))).toBe("done");
});

test("without the setting nothing is required; once it is on, no colleague approves a copy whose original is not reviewed", async () => {
  const { actor, storeId, requestId, exportId } = await makeExport(false);
  await prisma().store.update({ where: { id: storeId }, data: { approvalRequired: true } });
  await redact({ storeId, exportId }, [redaction("orders")]);
  const { deliveryId, state } = await createDelivery({ storeId, requestId, actor, method: "password_zip" });
  expect(state).toBe("awaiting_approval");
  await prisma().store.update({ where: { id: storeId }, data: { reviewRequired: true } });
  // The copy is not built yet, and a whole section of it will be withheld.
  const approve = approveDelivery({ storeId, deliveryId, actor: await makeMember(storeId, "staff") });
  await expect(approve).rejects.toMatchObject({ values: { sections: "profile,orders,requests" } });
});

test("a new export of the request begins without marks; an expired one and another store's take none", async () => {
  const { actor, storeId, requestId, exportId } = await makeExport();
  const mark = (of: { storeId: string; exportId: string }) =>
    outcome(markSection({ ...of, section: "orders", reviewed: true, actor }));
  expect(await mark({ storeId, exportId })).toBe("done");
  const again = await requestExport({ storeId, requestId, actor });
  await buildExport({ storeId, exportId: again.exportId }, new AbortController().signal);
  expect((await progressOf({ storeId, exportId: again.exportId })).marks.size).toBe(0);
  const other = await makeExport();
  expect(await mark({ storeId: other.storeId, exportId })).toBe("exportGone");
  await letExpire({ storeId, exportId });
  expect(await mark({ storeId, exportId })).toBe("exportGone");
});
