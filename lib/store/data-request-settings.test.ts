import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { formSchema } from "@/lib/sign-in/form-schema";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { dataRequestSettings, saveDataRequestSettings } from "./data-request-settings";
import { createHandoffSecret } from "./handoff-secret";
import { readLogo } from "./logo";
import { readSettings } from "./read-settings";
import { saveSenderSettings, senderSettings } from "./sender-settings";

withTestDatabase();

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const system = { kind: "system" } as const;
let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore({ name: "one" })).id;
});

/** The form as a browser sends it. */
function form(changes: Record<string, string | File | undefined> = {}) {
  const fields = {
    ...{ guestsSupported: "on", responsePeriod: "1", responsePeriodUnit: "months", exportRetentionDays: "7" },
    ...{ name: "Northwind", contactEmail: "", privacyPolicyUrl: "", locale: "en", accentColor: "#14532d" },
    // What an empty file input sends.
    logo: new File([], ""),
    ...changes,
  };
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) data.append(name, value);
  return formSchema(dataRequestSettings(data)).safeParseAsync(data);
}

const save = async (changes: Parameters<typeof form>[0] = {}) => {
  const parsed = await form(changes);
  if (!parsed.success) return [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
  return await outcome(saveDataRequestSettings(storeId, parsed.data, system));
};

/** The data of the store's own events of a type. */
const ownEvents = async (type: string) =>
  (await prisma().event.findMany({ where: { storeId, requestId: null, type } })).map(({ data }) => data);

test("saved settings are read back", async () => {
  const same = {
    responsePeriodUnit: "days",
    privacyPolicyUrl: "https://müller.example/datenschutz?a=1#b",
    shopUrl: "https://shop.example/",
    locale: "de",
  };
  const typed = {
    ...{ guestsSupported: undefined, responsePeriod: "90", exportRetentionDays: "30", accentColor: "FFE066" },
    ...{ name: "  Müller & Söhne <b>", contactEmail: " privacy@müller.example " },
  };
  expect(await save({ ...same, ...typed })).toBe("done");
  expect(await ownEvents("settings_saved")).toEqual([{ page: "data-requests" }]);
  expect(await readSettings(storeId)).toMatchObject({
    ...{ ...same, guestsSupported: false, responsePeriod: 90, exportRetentionDays: 30, accentColor: "#ffe066" },
    ...{ name: "Müller & Söhne <b>", contactEmail: "privacy@müller.example", hasLogo: false },
  });
});

test("another store keeps its own", async () => {
  const { id: other } = await makeStore({ name: "Other" });
  await save({ name: "Changed", logo: new File([PNG], "a.png") });
  expect(await readSettings(other)).toMatchObject({ name: "Other", hasLogo: false });
});

test.each([
  ["responsePeriod", { responsePeriod: "" }],
  ["responsePeriod", { responsePeriod: "1.5" }],
  ["responsePeriod", { responsePeriod: "one" }],
  ["responsePeriodUnit", { responsePeriodUnit: "years" }],
  ["exportRetentionDays", { exportRetentionDays: "0" }],
  ["exportRetentionDays", { exportRetentionDays: "91" }],
  ["name", { name: "   " }],
  ["name", { name: "x".repeat(101) }],
  ["name", { name: "a\u0000b" }],
  ["name", { name: undefined }],
  ["contactEmail", { contactEmail: "not an address" }],
  ["contactEmail", { contactEmail: "a@x.example\r\nBcc: b@x.example" }],
  ["privacyPolicyUrl", { privacyPolicyUrl: "javascript:alert(1)" }],
  ["privacyPolicyUrl", { privacyPolicyUrl: "data:text/html,x" }],
  ["privacyPolicyUrl", { privacyPolicyUrl: "//x.example" }],
  ["shopUrl", { shopUrl: "javascript:alert(1)" }],
  ["locale", { locale: "xx" }],
  ["accentColor", { accentColor: "red" }],
  ["accentColor", { accentColor: "#14532d;}body{display:none" }],
])("%s refuses %o", async (field, changes) => {
  expect(await save(changes)).toEqual([field]);
  expect(await readSettings(storeId)).toMatchObject({ name: "one" });
});

test.each([
  ["91", "days"],
  ["0", "days"],
  ["4", "months"],
  ["-1", "months"],
])("a response period of %s %s is out of range, and nothing is saved", async (responsePeriod, responsePeriodUnit) => {
  expect(await save({ responsePeriod, responsePeriodUnit })).toEqual(["responsePeriod"]);
  expect(await readSettings(storeId)).toMatchObject({ name: "one", responsePeriod: 1 });
});

test("a logo is recognized by its first bytes, whatever its name, and stays until it is removed", async () => {
  expect(await save({ logo: new File([PNG], "logo.svg", { type: "image/svg+xml" }) })).toBe("done");
  const kept = await readLogo(storeId);
  expect(Buffer.from(kept ?? []).subarray(0, 4)).toEqual(PNG.subarray(0, 4));
  expect(await save({})).toBe("done");
  expect(await readLogo(storeId)).toEqual(kept);
  expect(await save({ removeLogo: "on" })).toBe("done");
  expect(await readLogo(storeId)).toBeNull();
});

test.each([
  ["logoNotImage", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"],
  ["logoNotImage", "GIF89a"],
  ["logoNotImage", "RIFF"],
  ["logoTooLarge", Buffer.concat([PNG, Buffer.alloc(512 * 1024)])],
])("%s: a file that claims to be a PNG is refused", async (code, content) => {
  const changes = { logo: new File([content], "logo.png", { type: "image/png" }), name: "Changed" };
  expect((await form(changes)).error?.issues.map(({ message }) => message)).toEqual([code]);
  expect(await save(changes)).toEqual(["logo"]);
  expect(await readSettings(storeId)).toMatchObject({ name: "one", hasLogo: false });
});

test("all wrong fields are found at once", async () => {
  const typed = { responsePeriod: "4", exportRetentionDays: "0", name: "", contactEmail: "x", accentColor: "red" };
  expect(await save({ ...typed, logo: new File(["GIF89a"], "logo.png") })).toEqual([...Object.keys(typed), "logo"]);
  expect(await readSettings(storeId)).toMatchObject({ name: "one", hasLogo: false });
});

test("the hand-off's secret is stored encrypted for this store alone, and a new one replaces it", async () => {
  const first = await createHandoffSecret(storeId, system);
  const second = await createHandoffSecret(storeId, system);
  expect(second).not.toBe(first);
  expect(await ownEvents("handoff_secret_made")).toHaveLength(2);
  const { handoffSecret } = await prisma().store.findUniqueOrThrow({ where: { id: storeId } });
  expect(handoffSecret).not.toContain(second);
  expect(unwrapSecret(handoffSecret ?? "", `store:${storeId}:handoff`).toString()).toBe(second);
  expect(() => unwrapSecret(handoffSecret ?? "", `store:${uuidv7()}:handoff`)).toThrow();
  const settings = await readSettings(storeId);
  expect(settings.hasHandoffSecret).toBe(true);
  expect(JSON.stringify(settings)).not.toContain(handoffSecret);
});

function sender(recipients: string, senderName = "", replyTo = "") {
  return z.object(senderSettings).safeParse({ recipients, senderName, replyTo });
}

test("recipients are listed one per line, each once, or left empty", async () => {
  const { data } = sender(" a@x.example\r\n\r\nb@x.example, a@x.example\n", "  Shop ", "r@x.example");
  const saved = { recipients: ["a@x.example", "b@x.example"], senderName: "Shop", replyTo: "r@x.example" };
  await saveSenderSettings(storeId, data ?? expect.fail("the form was refused"), system);
  expect(await readSettings(storeId)).toMatchObject(saved);
  await saveSenderSettings(storeId, { recipients: [], senderName: null, replyTo: null }, system);
  expect(await readSettings(storeId)).toMatchObject({ recipients: [] });
  expect(await ownEvents("settings_saved")).toEqual([{ page: "notifications" }, { page: "notifications" }]);
});

test.each([
  ["an address that is none", sender("a@x.example\nnobody")],
  ["more than twenty addresses", sender(Array.from({ length: 21 }, (_, index) => `a${index}@x.example`).join("\n"))],
  ["a sender's name of two lines", sender("", "Shop\r\nBcc: x@x.example")],
  ["a reply-to that is none", sender("", "", "nobody")],
])("%s is refused", (_what, parsed) => {
  expect(parsed.success).toBe(false);
});

test("a field that the form does not have is dropped, and one that is sent twice is refused", async () => {
  const parsed = await form({ id: uuidv7(), slug: "another", handoffSecret: "mine" });
  expect(Object.keys(parsed.data ?? {}).filter((name) => ["id", "slug", "handoffSecret"].includes(name))).toEqual([]);
  const twice = new FormData();
  for (const name of ["Northwind", "Southwind"]) twice.append("name", name);
  const { error } = formSchema({ name: dataRequestSettings(twice).name }).safeParse(twice);
  expect(error?.issues[0]?.path).toEqual(["name"]);
});

test("a store's times are in UTC until it has a time zone, and a form without one leaves it", async () => {
  expect((await readSettings(storeId)).timeZone).toBeNull();
  expect(await save({ timeZone: "Europe/Berlin" })).toBe("done");
  expect(await save()).toBe("done");
  expect((await readSettings(storeId)).timeZone).toBe("Europe/Berlin");
  for (const timeZone of ["", "+01:00", "Mars/Olympus"]) expect(await save({ timeZone })).toEqual(["timeZone"]);
});
