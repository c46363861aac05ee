import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeDelivery } from "@/test/factories/delivery";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { assignRequest } from "./assign-request";
import { addNote } from "./notes";
import { readRequestVersion } from "./request-version";

withTestDatabase();

test("the version changes with whatever the page shows, and only then", async () => {
  const live = await makeDelivery();
  const { storeId, requestId, actor, deliveryId, exportId } = live;
  const target = { storeId, requestId };
  const changes: [string, () => Promise<unknown>][] = [
    ["a note", () => addNote({ ...target, actor, text: "Called her." })],
    ["an assignment", () => assignRequest({ ...target, actor, assigneeId: actor.id })],
    ["a due date", () => prisma().request.updateMany({ where: { id: requestId }, data: { dueAt: new Date() } })],
    ["an email's state", () => prisma().email.updateMany({ where: { requestId }, data: { state: "failed" } })],
    ["an export's state", () => prisma().export.updateMany({ where: { id: exportId }, data: { state: "expired" } })],
    ["a download", () => prisma().delivery.updateMany({ where: { id: deliveryId }, data: { downloads: 1 } })],
  ];
  let version = await readRequestVersion(target);
  for (const [what, change] of changes) {
    expect(await readRequestVersion(target)).toBe(version);
    await change();
    const next = await readRequestVersion(target);
    expect(next, what).not.toBe(version);
    version = next;
  }
});

test("an unknown request and another store's have none", async () => {
  const { storeId, requestId } = await makeDelivery();
  for (const none of [uuidv7(), "no-id"]) expect(await readRequestVersion({ storeId, requestId: none })).toBeNull();
  expect(await readRequestVersion({ storeId: (await makeStore()).id, requestId })).toBeNull();
});
