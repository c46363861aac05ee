import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { formSchema } from "@/lib/sign-in/form-schema";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { saveDeliverySettings } from "./delivery-settings";
import { lawSettings, saveLawSettings } from "./law-settings";
import { readSettings } from "./read-settings";

withTestDatabase();

function parse(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return formSchema(lawSettings).safeParse(form);
}

test("a new store has said nothing; what its owner says is read back, and another's stays", async () => {
  const [{ id }, other] = [await makeStore(), await makeStore()];
  const nothing = { establishedIn: null, establishedSubdivision: null, otherLaws: [] };
  expect(await readSettings(id)).toMatchObject(nothing);
  const typed = parse({ place: "DE-BY", uk_gdpr: "on", ccpa: "on" });
  await saveLawSettings(id, typed.data ?? expect.fail("the form was refused"), { kind: "system" });
  const said = { establishedIn: "DE", establishedSubdivision: "BY", otherLaws: ["uk_gdpr", "ccpa"] };
  expect(await readSettings(id)).toMatchObject(said);
  expect(await readSettings(other.id)).toMatchObject(nothing);
  const events = await prisma().event.findMany({ where: { storeId: { in: [id, other.id] } } });
  expect(events).toMatchObject([{ storeId: id, type: "settings_saved", data: { page: "law" } }]);
  const again = parse({ place: "US" });
  await saveLawSettings(id, again.data ?? expect.fail("the form was refused"), { kind: "system" });
  expect(await readSettings(id)).toMatchObject({ ...nothing, establishedIn: "US" });
});

test.each([
  ["", "countryMissing"],
  ["GB", "nationMissing"],
  ["GB-BY", "invalid"],
  ["DE-XX", "invalid"],
  ["Germany", "invalid"],
  ["<script>", "invalid"],
])("a store cannot be established in '%s': %s", (place, problem) => {
  expect(parse({ place }).error?.issues.map(({ message }) => message)).toEqual([problem]);
});

test("where California's law applies, records are kept for 24 months at least, whichever page is saved", async () => {
  const [{ id }, other] = [await makeStore({ retentionMonths: 23 }), await makeStore({ retentionMonths: 2 })];
  const law = { place: { establishedIn: "US", establishedSubdivision: null }, gdpr: false, uk_gdpr: false };
  const say = (ccpa: boolean) => saveLawSettings(id, { ...law, ccpa }, { kind: "system" });
  const keep = (retentionMonths: number) =>
    saveDeliverySettings(
      id,
      { deliveryMethod: "link", approvalRequired: false, reviewRequired: false, retentionMonths },
      { kind: "system" },
    );
  const tooShort = { code: "retentionTooShort", values: { months: 24 } };
  await expect(say(true)).rejects.toMatchObject(tooShort);
  expect(await readSettings(id)).toMatchObject({ otherLaws: [] });
  await keep(24);
  await say(true);
  await expect(keep(23)).rejects.toMatchObject(tooShort);
  expect(await prisma().store.findUnique({ where: { id } })).toMatchObject({
    retentionMonths: 24,
    otherLaws: ["ccpa"],
  });
  await say(false);
  await keep(2);
  // Of two owners who save at once, one is told.
  await keep(24);
  const both = await Promise.allSettled([say(true), keep(2)]);
  expect(both.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(await prisma().store.findUnique({ where: { id: other.id } })).toMatchObject({ retentionMonths: 2 });
});
