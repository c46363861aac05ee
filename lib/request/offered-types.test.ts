import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { formSchema } from "@/lib/sign-in/form-schema";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { isOffered, listCountryNames, offeredTypes, offerFields, offersIn, saveOffers } from "./offered-types";

withTestDatabase();

function parse(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return formSchema(offerFields).safeParse(form);
}

test("a new store offers the copy alone; what its owner turns on is offered, by country where they say so", async () => {
  const [{ id: storeId }, other] = [await makeStore(), await makeStore()];
  const actor = await makeMember(storeId, "owner", "Ann Owner");
  expect(await offeredTypes(storeId)).toEqual([]);
  expect(await isOffered(storeId, "export", null)).toBe(true);
  expect(await isOffered(storeId, "erasure", null)).toBe(false);

  const typed = parse({ "opt_out-countries": "United States", opt_out: "on", erasure: "on", "erasure-countries": "" });
  await saveOffers(storeId, offersIn(typed.data ?? expect.fail("the form was refused")), actor);
  expect(await offeredTypes(storeId)).toEqual([
    { type: "erasure", countries: [] },
    { type: "opt_out", countries: ["US"] },
  ]);
  expect(await offeredTypes(storeId, "DE")).toEqual([{ type: "erasure", countries: [] }]);
  expect(await isOffered(storeId, "opt_out", "US")).toBe(true);
  expect(await isOffered(storeId, "opt_out", "DE")).toBe(false);
  expect(await isOffered(storeId, "opt_out", null)).toBe(false);
  expect(await offeredTypes(other.id)).toEqual([]);
  expect(await prisma().event.findMany({ where: { storeId } })).toMatchObject([
    { type: "settings_saved", actorId: actor.id, data: { page: "request-types" } },
  ]);

  await saveOffers(storeId, [], actor);
  expect(await offeredTypes(storeId)).toEqual([]);
});

test("countries are typed by name in either language or by their letters, and saved once each", () => {
  const read = (typed: string) => parse({ "erasure-countries": typed }).data?.["erasure-countries"];
  expect(read("Germany, Österreich; fr,\nDE")).toEqual(["AT", "DE", "FR"]);
  expect(read(listCountryNames(["AT", "DE"], "de"))).toEqual(["AT", "DE"]);
  expect(read(" , ")).toEqual([]);
  const refused = parse({ "erasure-countries": "Germany, Atlantis" });
  expect(refused.error?.issues).toMatchObject([{ path: ["erasure-countries"], message: "countriesUnknown" }]);
});
