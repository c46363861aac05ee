import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import type { MerchantActor } from "@/lib/event/event-types";
import { makeRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { changeRole, removeMember } from "./change-member";

withTestDatabase();

let storeId: string;
let owner: MerchantActor;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  owner = await makeMember(storeId, "owner", "Ann Owner");
});

const roles = async () =>
  Object.fromEntries(
    (await prisma().membership.findMany({ where: { storeId } })).map(({ merchantId, role }) => [merchantId, role]),
  );
const remove = (memberId: string, actor = owner, store = storeId) =>
  outcome(removeMember({ storeId: store, memberId, actor }));
const change = (memberId: string, role: "owner" | "staff" | "viewer", actor = owner) =>
  outcome(changeRole({ storeId, memberId, role, actor }));

test("an owner changes roles and removes members, each as an event with ids alone", async () => {
  const staff = await makeMember(storeId, "staff");
  expect(await change(staff.id, "viewer")).toBe("done");
  expect(await change(staff.id, "viewer")).toBe("done");
  expect(await roles()).toEqual({ [owner.id]: "owner", [staff.id]: "viewer" });
  expect(await remove(staff.id)).toBe("done");
  expect(await remove(staff.id)).toBe("memberGone");
  expect(await roles()).toEqual({ [owner.id]: "owner" });
  expect(await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } })).toMatchObject([
    { type: "member_role_changed", actorId: owner.id, data: { memberId: staff.id, role: "viewer" } },
    { type: "member_removed", actorId: owner.id, data: { memberId: staff.id } },
  ]);
  // The person and what they may do elsewhere remain.
  expect(await prisma().merchant.count({ where: { id: staff.id } })).toBe(1);
});

test("the last owner can neither go nor step down; with another owner they can", async () => {
  expect(await remove(owner.id)).toBe("lastOwner");
  for (const role of ["staff", "viewer"] as const) expect(await change(owner.id, role)).toBe("lastOwner");
  expect(await change(owner.id, "owner")).toBe("done");
  const second = await makeMember(storeId, "owner");
  expect(await change(owner.id, "viewer")).toBe("done");
  expect(await roles()).toEqual({ [owner.id]: "viewer", [second.id]: "owner" });
});

test("of two owners who remove each other at the same time one stays", async () => {
  for (let round = 0; round < 5; round++) {
    const { id } = await makeStore();
    const [one, other] = [await makeMember(id, "owner"), await makeMember(id, "owner")];
    const outcomes = await Promise.all([remove(other.id, one, id), remove(one.id, other, id)]);
    expect(outcomes.sort()).toEqual(["done", "forbidden"]);
    expect(await prisma().membership.count({ where: { storeId: id, role: "owner" } })).toBe(1);
  }
});

test("who is no owner any more, a member of another store and anything that is no member change nothing", async () => {
  const [staff, other] = [await makeMember(storeId, "staff"), await makeStore()];
  const stranger = await makeMember(other.id, "owner");
  expect(await remove(owner.id, staff)).toBe("forbidden");
  expect(await remove(stranger.id)).toBe("memberGone");
  expect(await remove(staff.id, owner, other.id)).toBe("forbidden");
  for (const id of ["", "x", "'; DROP TABLE membership; --"]) expect(await remove(id)).toBe("memberGone");
  expect(await roles()).toEqual({ [owner.id]: "owner", [staff.id]: "staff" });
});

test("open requests of who leaves, or may no longer be assigned any, are unassigned with an event; closed ones keep the name", async () => {
  for (const act of [(id: string) => remove(id), (id: string) => change(id, "viewer")]) {
    const staff = await makeMember(storeId, "staff");
    const open = await makeRequest(storeId);
    const closed = await makeRequest(storeId, { state: "answered" });
    const another = await makeRequest(storeId);
    await prisma().request.updateMany({
      where: { storeId, id: { in: [open.id, closed.id] } },
      data: { assigneeId: staff.id },
    });
    await prisma().request.updateMany({ where: { storeId, id: another.id }, data: { assigneeId: owner.id } });
    expect(await act(staff.id)).toBe("done");
    const assigned = await prisma().request.findMany({ where: { storeId, assigneeId: { not: null } } });
    expect(assigned.map(({ id }) => id)).toEqual(expect.arrayContaining([closed.id, another.id]));
    expect(assigned.map(({ id }) => id)).not.toContain(open.id);
    expect(await prisma().event.findMany({ where: { storeId, requestId: open.id } })).toMatchObject([
      { type: "request_assigned", actorId: owner.id, data: { assigneeId: null } },
    ]);
  }
});

test("a member who moves between owner and staff keeps what they are assigned", async () => {
  const staff = await makeMember(storeId, "staff");
  const { id } = await makeRequest(storeId);
  await prisma().request.updateMany({ where: { storeId, id }, data: { assigneeId: staff.id } });
  expect(await change(staff.id, "owner")).toBe("done");
  expect(await prisma().request.count({ where: { storeId, assigneeId: staff.id } })).toBe(1);
});
