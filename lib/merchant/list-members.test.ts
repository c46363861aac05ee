import { expect, test } from "vitest";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { listMembers } from "./list-members";

withTestDatabase();

test("only a store's own members with the permission are listed, by name", async () => {
  const [{ id: storeId }, other] = [await makeStore(), await makeStore()];
  await makeMember(storeId, "viewer", "Ann Viewer");
  await makeMember(storeId, "staff", "Cem Staff");
  await makeMember(storeId, "owner", "Bea Owner");
  await makeMember(other.id, "owner", "Dan Stranger");
  const names = async (permission: Parameters<typeof listMembers>[1]) =>
    (await listMembers(storeId, permission)).map(({ name }) => name);
  expect(await names("request.view")).toEqual(["Ann Viewer", "Bea Owner", "Cem Staff"]);
  expect(await names("delivery.approve")).toEqual(["Bea Owner", "Cem Staff"]);
  expect(await names("settings.manage")).toEqual(["Bea Owner"]);
});
