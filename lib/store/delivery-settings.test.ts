import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { formSchema } from "@/lib/sign-in/form-schema";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { deliverySettings, readDeliverySettings, saveDeliverySettings } from "./delivery-settings";

withTestDatabase();

function parse(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ deliveryMethod: "link", retentionMonths: "36", ...fields }))
    form.append(name, value);
  return formSchema(deliverySettings).safeParse(form);
}

test("a new store has link and code, no approval, no required review and three years of retention; saved settings are read back", async () => {
  const [{ id }, other] = [await makeStore(), await makeStore()];
  const first = { deliveryMethod: "link", approvalRequired: false, reviewRequired: false, retentionMonths: 36 };
  expect(await readDeliverySettings(id)).toEqual({ ...first, erased: [] });
  const typed = parse({
    deliveryMethod: "password_zip",
    approvalRequired: "on",
    reviewRequired: "on",
    retentionMonths: "120",
  });
  await saveDeliverySettings(id, typed.data ?? expect.fail("the form was refused"), { kind: "system" });
  expect(await readDeliverySettings(id)).toMatchObject({
    deliveryMethod: "password_zip",
    approvalRequired: true,
    reviewRequired: true,
    retentionMonths: 120,
  });
  expect(await readDeliverySettings(other.id)).toMatchObject(first);
  expect(await prisma().event.findMany({ where: { storeId: { in: [id, other.id] } } })).toMatchObject([
    { storeId: id, requestId: null, type: "settings_saved", data: { page: "delivery" } },
  ]);
});

test.each([
  ["retentionMonths", "0"],
  ["retentionMonths", "1"],
  ["retentionMonths", "121"],
  ["retentionMonths", "1.5"],
  ["retentionMonths", "-1"],
  ["retentionMonths", ""],
  ["retentionMonths", "three"],
  ["deliveryMethod", "pigeon"],
  ["deliveryMethod", ""],
])("%s refuses %j", (field, value) => {
  expect(parse({ [field]: value }).error?.issues.map(({ path }) => path[0])).toEqual([field]);
});
