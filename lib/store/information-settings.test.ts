import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { type Locale, locales } from "@/lib/locale";
import { formSchema } from "@/lib/sign-in/form-schema";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { defaultInformation, informationPlaces, type ProcessingInformation, sectionFields, textsOf } from "./article15";
import {
  type InformationSettings,
  informationName,
  informationSettings,
  readInformation,
  saveInformation,
} from "./information-settings";

withTestDatabase();

const facts = { name: "Test shop", contactEmail: null, retentionMonths: 36 };

let storeId: string;
let owner: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  storeId = (await makeStore({ informationConfirmedAt: null })).id;
  owner = await makeMember(storeId, "owner", "Mara Owner");
});

/** The form as a browser sends it: every text, unchanged or edited. */
async function save(changes: Record<string, string | undefined>, language: Locale = "en", actor = owner) {
  const shown = await readInformation(storeId, language, facts);
  const form = new FormData();
  const fields = { language, ...Object.fromEntries(entries(shown)), ...changes };
  // A form sends line ends as CR LF.
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) form.append(name, value.replace(/\n/g, "\r\n"));
  const parsed = formSchema(informationSettings).safeParse(form);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  await saveInformation(storeId, parsed.data as InformationSettings, actor);
  return "saved";
}

function entries(information: ProcessingInformation): [string, string][] {
  return informationPlaces.map((place) => [
    informationName(place),
    textsOf(information, place.section)?.[place.field] ?? "",
  ]);
}

const stored = () =>
  prisma().informationText.findMany({
    where: { storeId },
    orderBy: [{ locale: "asc" }, { section: "asc" }, { field: "asc" }],
    select: { locale: true, section: true, field: true, text: true },
  });

test.each(locales)("each text of the article has a first one in %s, ready to print", (locale) => {
  const texts = entries(defaultInformation(locale, { ...facts, contactEmail: "privacy@shop.example" }));
  expect(texts).toHaveLength(3 + 8 * 7);
  for (const [name, text] of texts) expect(text, name).toMatch(/^[^{}[\]]{10,}$/);
  expect(new Map(texts).get("general-contact")).toContain("privacy@shop.example");
  expect(new Map(entries(defaultInformation(locale, facts))).get("general-contact")).not.toMatch(/none|null/);
});

test.each(locales)(
  "in %s no draft denies automated decisions flatly, or keeps the recipients' names back",
  (locale) => {
    const { sections } = defaultInformation(locale, facts);
    for (const [section, { automatedDecisions, recipients }] of Object.entries(sections)) {
      expect(automatedDecisions, section).not.toMatch(/^(None|Nothing|Keine\.|Nichts)/);
      expect(automatedDecisions, section).toMatch(/ask us|fragen Sie uns/i);
      expect(recipients, section).toMatch(/their names|die Namen/);
    }
    expect(sections.orders.automatedDecisions).toMatch(/risk of fraud|Betrugsrisiken/);
    for (const texts of Object.values(sections)) expect(Object.keys(texts)).toEqual(sectionFields);
  },
);

test("the texts are drafts until an owner confirms them, and later each owner who saves them does", async () => {
  const confirmed = async () => {
    const store = await prisma().store.findUniqueOrThrow({ where: { id: storeId } });
    const { informationConfirmedAt: at, informationConfirmedById: id, informationConfirmedByName: name } = store;
    return { at, id, name };
  };
  const last = async () =>
    await prisma().event.findFirst({
      where: { storeId },
      orderBy: { id: "desc" },
      select: { data: true, actorId: true },
    });
  await save({ "orders-recipients": "DHL" });
  expect(await confirmed()).toEqual({ at: null, id: null, name: null });
  expect(await last()).toEqual({ data: { page: "information" }, actorId: owner.id });
  await save({ confirm: "on" });
  const first = await confirmed();
  expect(first).toEqual({ at: expect.any(Date), id: owner.id, name: "Mara Owner" });
  expect(await last()).toEqual({ data: { page: "information", confirmed: true }, actorId: owner.id });
  expect((await stored()).map(({ text }) => text)).toEqual(["DHL"]);

  const other = await makeMember(storeId, "owner", "Olga Owner");
  await save({ "orders-recipients": "UPS" }, "en", other);
  expect(await confirmed()).toEqual({ at: expect.any(Date), id: other.id, name: "Olga Owner" });
  expect((await confirmed()).at?.getTime()).toBeGreaterThan(first.at?.getTime() ?? Infinity);
});

test("only what the owner changes is stored, in its language", async () => {
  expect(await save({})).toBe("saved");
  expect(await stored()).toEqual([]);
  expect(await prisma().event.findMany({ where: { storeId } })).toMatchObject([{ data: { page: "information" } }]);
  expect(await save({ "orders-recipients": "  DHL\nand Stripe ", "profile-source": "" })).toBe("saved");
  expect(await save({ "orders-purposes": "Zum Vertrag" }, "de")).toBe("saved");
  expect(await stored()).toEqual([
    { locale: "de", section: "orders", field: "purposes", text: "Zum Vertrag" },
    { locale: "en", section: "orders", field: "recipients", text: "DHL\nand Stripe" },
    { locale: "en", section: "profile", field: "source", text: "" },
  ]);
  const read = await readInformation(storeId, "en", facts);
  expect(read.sections.orders.recipients).toBe("DHL\nand Stripe");
  expect(read.sections.profile.source).toBe("");
  expect(read.sections.orders.purposes).toBe(defaultInformation("en", facts).sections.orders.purposes);
});

test("the default text can be restored, by its button or by typing it, and the rest of the page is saved", async () => {
  await save({ "orders-recipients": "DHL", "orders-purposes": "Fun" });
  const { recipients } = defaultInformation("en", facts).sections.orders;
  expect(await save({ restore: "orders-recipients", "profile-source": "You" })).toBe("saved");
  expect((await stored()).map(({ text }) => text)).toEqual(["Fun", "You"]);
  await save({ "orders-purposes": defaultInformation("en", facts).sections.orders.purposes });
  expect((await stored()).map(({ text }) => text)).toEqual(["You"]);
  expect((await readInformation(storeId, "en", facts)).sections.orders.recipients).toBe(recipients);
});

test("default texts follow the store's name and settings, the owner's own do not", async () => {
  await save({ "emails-retention": "Two years." });
  const renamed = await readInformation(storeId, "en", { ...facts, name: "Renamed", retentionMonths: 1 });
  expect(renamed.general.contact).toBe("Renamed is responsible for this data.");
  expect(renamed.sections.requests.retention).toBe("1 month after a request is closed.");
  expect(renamed.sections.emails.retention).toBe("Two years.");
});

test("another store keeps its own texts, and two owners can save at the same time", async () => {
  const other = await makeStore();
  await Promise.all([save({ "orders-recipients": "One" }), save({ "orders-recipients": "Two" })]);
  expect(await stored()).toHaveLength(1);
  expect((await readInformation(other.id, "en", facts)).sections.orders.recipients).not.toMatch(/One|Two/);
});

test.each([
  ["informationTooLong", { "orders-recipients": "x".repeat(2001) }],
  ["invalid", { "orders-recipients": "a\u0000b" }],
  ["Invalid", { "orders-recipients": undefined }],
  ["Invalid", { language: "xx" }],
  ["Invalid", { restore: "orders-nothing" }],
])("%s: %o is refused, and nothing is saved", async (message, changes) => {
  expect(await save({ "profile-source": "kept", ...changes } as Record<string, string | undefined>)).toEqual([
    expect.stringContaining(message),
  ]);
  expect(await stored()).toEqual([]);
});
