import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { countRows, makeApproved, makeErasure } from "@/test/factories/erasure";
import { makeLink, makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { approveErasure, holdErasure, liftHold } from "./approve-erasure";
import { resumeErasures } from "./resume-erasures";
import { runErasure } from "./run-erasure";

withTestDatabase();

const signal = new AbortController().signal;
const GONE = { customers: 0, addresses: 0, consents: 0, orders: 0, requests: 1, exports: 0, chunks: 0, loose: 0 };

test("nothing starts before its time, while something stands against it, or after a hold", async () => {
  const early = await makeApproved({}, { erasureWaitHours: 1 });
  await runErasure(early.target, signal);
  expect((await countRows(early.storeId)).customers).toBe(1);

  const made = await makeApproved();
  const { email } = made;
  const again = { email, emailNormalized: email, personKey: `email:${email}` };
  const newer = await makeRequest(made.storeId, again);
  await runErasure(made.target, signal);
  expect((await countRows(made.storeId)).customers).toBe(1);
  await prisma().request.updateMany({ where: { storeId: made.storeId, id: newer.id }, data: { state: "refused" } });
  await holdErasure({ ...made, reason: "Lawsuit" });
  await runErasure(made.target, signal);
  expect((await countRows(made.storeId)).customers).toBe(1);
  expect(await outcome(approveErasure(made))).toBe("erasureHeld");
  await liftHold(made);
  expect(await outcome(approveErasure(made))).toBe("done");
  // Its job was lost: the clean-up finds it.
  await resumeErasures();
  await runErasure(made.target, signal);
  expect(await countRows(made.storeId)).toEqual(GONE);
});

test("a second record that staff linked goes too, with its address's orders; a record linked after the approval stops it", async () => {
  const made = await makeErasure();
  const { storeId, requestId } = made;
  const email = "ada.second@mail.example";
  const second = await makeCustomer(storeId, { email, emailNormalized: email, firstName: "Ada" });
  await makeOrder(storeId, { email, emailNormalized: email });
  const { id: actorId, name: actorName } = made.actor;
  await makeLink(storeId, requestId, second.id, { reason: "chosen", actorKind: "merchant", actorId, actorName });
  await approveErasure(made);
  const late = await makeCustomer(storeId, { firstName: "Late" });
  await makeLink(storeId, requestId, late.id);
  await runErasure(made.target, signal);
  expect((await countRows(storeId)).customers).toBe(3);
  await prisma().requestRecord.deleteMany({ where: { storeId, record: { endsWith: late.id } } });
  await runErasure(made.target, signal);
  expect(await countRows(storeId)).toEqual({ ...GONE, customers: 1 });
});

test("two clicks approve once; other requests, exports and deliveries of the person stand against it", async () => {
  const made = await makeErasure();
  const clicks = await Promise.all([outcome(approveErasure(made)), outcome(approveErasure(made))]);
  expect(clicks.sort()).toEqual(["done", "erasureApproved"]);
  expect(await outcome(approveErasure({ ...made, storeId: (await makeStore()).id }))).toBe("invalid");

  const second = await makeErasure();
  const { storeId, email } = second;
  const { id } = await makeRequest(storeId, { email, emailNormalized: email, personKey: `email:${email}` });
  expect(await outcome(approveErasure(second))).toBe("erasureOtherRequest");
  await prisma().request.updateMany({ where: { storeId, id }, data: { state: "answered" } });
  await prisma().export.updateMany({ where: { storeId }, data: { state: "collecting" } });
  expect(await outcome(approveErasure(second))).toBe("erasureExport");
  await prisma().export.updateMany({ where: { storeId }, data: { state: "ready" } });
  await prisma().request.updateMany({ where: { storeId, id: second.requestId }, data: { matchingSince: new Date() } });
  expect(await outcome(approveErasure(second))).toBe("erasureSearching");
});
