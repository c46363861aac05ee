import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { formSchema } from "@/lib/sign-in/form-schema";
import { verifyPassword } from "@/lib/sign-in/password";
import { slugOf } from "@/lib/store/create-store";
import { createToken } from "@/lib/token";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { tablesWith } from "@/test/harness/tables-with";
import { withTestDatabase } from "@/test/harness/test-database";
import { createFirstStore, firstStoreFields } from "./create-first-store";
import { createFirstRunLink, isFirstRunLink } from "./first-run-link";

withTestDatabase();

const PASSWORD = "seven green umbrellas";
const typed = {
  ...{ storeName: "Alder & Finch", slug: "", locale: "de", timeZone: "Europe/Berlin" },
  ...{ name: "Mara Owner", email: "Mara@Shop.example", password: PASSWORD },
};
const fields = (changes: Partial<typeof typed> = {}) => formSchema(firstStoreFields).parse({ ...typed, ...changes });

beforeEach(async () => {
  await prisma().store.deleteMany();
  await prisma().merchant.deleteMany();
});

/** Starts, as a process does. @returns the token that it prints. */
async function start(): Promise<string> {
  const link = await createFirstRunLink();
  expect(link?.startsWith(`${env().appUrl}/first-run/`)).toBe(true);
  return link?.split("/").at(-1) ?? "";
}

test("the link makes the first store and its owner, once; opening it changes nothing", async () => {
  const token = await start();
  expect(await tablesWith(token)).toEqual([]);
  for (let opened = 0; opened < 2; opened++) expect(await isFirstRunLink(token)).toBe(true);
  const { slug, merchantId } = await createFirstStore(token, fields());
  const store = await prisma().store.findUniqueOrThrow({ where: { slug }, include: { memberships: true } });
  expect(store).toMatchObject({ slug: "alder-finch", name: "Alder & Finch", locale: "de", timeZone: "Europe/Berlin" });
  expect(store.memberships).toMatchObject([{ role: "owner", merchantId }]);
  const merchant = await prisma().merchant.findUniqueOrThrow({ where: { id: merchantId } });
  expect(merchant).toMatchObject({ email: "mara@shop.example", name: "Mara Owner" });
  expect(await verifyPassword(merchant.passwordHash ?? "", PASSWORD)).toBe(true);
  expect(await isFirstRunLink(token)).toBe(false);
  expect(await outcome(createFirstStore(token, fields()))).toBe("linkInvalid");
});

test("a start with a store prints no link, and a store made otherwise voids the one that was printed", async () => {
  const token = await start();
  await makeStore();
  expect(await createFirstRunLink()).toBeUndefined();
  expect(await isFirstRunLink(token)).toBe(false);
  expect(await outcome(createFirstStore(token, fields()))).toBe("linkInvalid");
  expect(await prisma().merchant.count()).toBe(0);
});

test("each start voids the link before; of several that start at once one link is valid", async () => {
  const [earlier, later] = [await start(), await start()];
  expect(await isFirstRunLink(earlier)).toBe(false);
  expect(await isFirstRunLink(later)).toBe(true);
  const tokens = await Promise.all(Array.from({ length: 5 }, start));
  const valid = await Promise.all(tokens.map(isFirstRunLink));
  expect(valid.filter(Boolean)).toHaveLength(1);
});

test("a link is valid for an hour", async () => {
  const token = await start();
  const [{ expiresAt } = { expiresAt: new Date(0) }] = await prisma().firstRunLink.findMany();
  expect(Math.abs(expiresAt.getTime() - Date.now() - 3_600_000)).toBeLessThan(10_000);
  await prisma().firstRunLink.updateMany({ data: { expiresAt: new Date() } });
  expect(await isFirstRunLink(token)).toBe(false);
  expect(await outcome(createFirstStore(token, fields()))).toBe("linkInvalid");
  for (const other of ["", "x", createToken()]) expect(await isFirstRunLink(other)).toBe(false);
});

test("of two who use the link at the same time one makes a store", async () => {
  const token = await start();
  const outcomes = await Promise.all(["one", "two"].map((slug) => outcome(createFirstStore(token, fields({ slug })))));
  expect(outcomes.sort()).toEqual(["done", "linkInvalid"]);
  expect(await prisma().store.count()).toBe(1);
});

test("what cannot be used is refused, and the link stays", async () => {
  const token = await start();
  for (const slug of ["Upper", "-a", "a b", "a".repeat(64)]) expect(() => fields({ slug })).toThrow("slugMalformed");
  expect(() => fields({ storeName: " " })).toThrow("nameMissing");
  expect(() => fields({ timeZone: "Mars/Olympus" })).toThrow();
  expect(() => fields({ email: "nobody" })).toThrow("emailMalformed");
  expect(() => fields({ password: "short" })).toThrow("passwordWeak");
  expect(await outcome(createFirstStore(token, fields({ storeName: "北風" })))).toBe("slugMalformed");
  expect(await outcome(createFirstStore(token, fields({ password: "mara@shop.example" })))).toBe(
    "passwordNamesAddress",
  );
  // Somebody of a database whose stores were deleted.
  const { id } = await makeMerchant("Known", { passwordHash: "a hash" });
  const { email } = await prisma().merchant.findUniqueOrThrow({ where: { id } });
  expect(await outcome(createFirstStore(token, fields({ email })))).toBe("accountExists");
  expect(await prisma().store.count()).toBe(0);
  expect(await isFirstRunLink(token)).toBe(true);
});

test.each([
  ["Alder & Finch", "alder-finch"],
  ["  Käse-Müller GmbH ", "kase-muller-gmbh"],
  ["北風", ""],
  [`${"a".repeat(62)} b`, "a".repeat(62)],
])("%s suggests the slug %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
