import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { formSchema } from "@/lib/sign-in/form-schema";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import {
  listCountryNames,
  offeredTypes,
  offerFields,
  offersIn,
  optOutSince,
  requireOffered,
  saveOffers,
} from "./offered-types";

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
  await requireOffered(storeId, "export");
  await expect(requireOffered(storeId, "erasure")).rejects.toThrow("typeNotOffered");

  const typed = parse({ "opt_out-countries": "United States", opt_out: "on", erasure: "on", "erasure-countries": "" });
  await saveOffers(storeId, offersIn(typed.data ?? expect.fail("the form was refused")), actor);
  expect(await offeredTypes(storeId)).toEqual([
    { type: "erasure", countries: [] },
    { type: "opt_out", countries: ["US"] },
  ]);
  expect(await offeredTypes(storeId, "DE")).toEqual([{ type: "erasure", countries: [] }]);
  await requireOffered(storeId, "opt_out", "US");
  await expect(requireOffered(storeId, "opt_out", "DE")).rejects.toThrow("typeNotOffered");
  await expect(requireOffered(storeId, "opt_out")).rejects.toThrow("typeNotOffered");
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

test("the deployment abides by Global Privacy Control once each of its stores offers the opt-out, and since then", async () => {
  const stores = await prisma().store.findMany({ select: { id: true } });
  const [first, ...others] = stores.map(({ id }) => id);
  const actor = await makeMember(first ?? "", "owner", "Ann Owner");
  const offer = (id: string) => saveOffers(id, [{ type: "opt_out", countries: [] }], actor);
  for (const id of others) await offer(id);
  expect(await optOutSince()).toBeUndefined();
  await offer(first ?? "");
  const since = await optOutSince();
  expect(since).toEqual(expect.any(Date));
  // Saving again changes nothing of it.
  await offer(first ?? "");
  expect(await optOutSince()).toEqual(since);
});
