import { expect, test } from "vitest";
import { Role } from "@/prisma/generated/enums";
import { may, type Permission, permissions } from "./permissions";

const namesOf = (role: Role) => (Object.keys(permissions) as Permission[]).filter((name) => may(role, name)).sort();

test("viewers look and change nothing", () => {
  expect(namesOf("viewer")).toEqual(["customer.view", "export.view", "request.view"]);
});

test("staff do all of the daily work, but nothing reserved for owners", () => {
  const owners = [
    ...["customer.erase", "import.run", "notification.receive", "request.approve_erasure"],
    ...["settings.manage", "team.manage"],
  ];
  expect(namesOf("staff")).toEqual(namesOf("owner").filter((name) => !owners.includes(name)));
});

test("owners may do everything", () => {
  expect(namesOf("owner")).toEqual(Object.keys(permissions).sort());
});

test("there are no other roles", () => {
  expect(Object.values(Role).sort()).toEqual(["owner", "staff", "viewer"]);
});
