import { v7 as uuidv7 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { UserError } from "@/lib/error";
import { makeMember, makeStore } from "@/test/factories/store";
import { openActionScope } from "@/test/harness/action-scope";
import { withTestDatabase } from "@/test/harness/test-database";
import { merchantRoute } from "./merchant-route";
import { startSession } from "./session";

withTestDatabase();

let [slug, otherSlug] = ["", ""];
let members: Record<string, string>;

beforeAll(async () => {
  const [store, other] = [await makeStore(), await makeStore()];
  [slug, otherSlug] = [store.slug, other.slug];
  const [staff, viewer] = [await makeMember(store.id, "staff"), await makeMember(store.id, "viewer")];
  members = { staff: staff.id, viewer: viewer.id, stranger: (await makeMember(other.id, "owner")).id };
});

const id = uuidv7();
const page = "/sign-in?next=%2Fdashboard%2FSLUG";

/** Asks a route of staff as a member or as nobody. @returns the status, and where it redirects to. */
async function ask(who: string, { at = slug, path = id, site = "same-origin", signIn = false, fails = false }) {
  const serve = async ({ actor }: { actor: { id: string } }) => {
    if (fails) throw new UserError("exportGone");
    return new Response(actor.id);
  };
  const route = merchantRoute("export.start", serve, signIn ? (store) => `/dashboard/${store}` : undefined);
  const browser = openActionScope();
  const merchantId = members[who];
  if (merchantId) await browser.do(() => startSession("merchant", { merchantId }, "password"));
  const request = new Request("http://localhost:3000/", { headers: { "sec-fetch-site": site } });
  const answer = await browser.do(() => route(request, { params: Promise.resolve({ store: at, id: path }) }));
  const location = answer.headers.get("location")?.replace(slug, "SLUG");
  return [answer.status, answer.status === 200 ? (await answer.text()) === merchantId : location];
}

test.each<[string, string, () => Parameters<typeof ask>[1], [number, unknown]]>([
  ["a member with the permission", "staff", () => ({}), [200, true]],
  ["nobody", "nobody", () => ({}), [404, undefined]],
  ["nobody, where they may sign in", "nobody", () => ({ signIn: true }), [303, page]],
  ["a role without the permission", "viewer", () => ({ signIn: true }), [404, undefined]],
  ["another store's owner", "stranger", () => ({ signIn: true }), [404, undefined]],
  ["a member, for another store", "staff", () => ({ at: otherSlug }), [404, undefined]],
  ["a member, for an unknown store", "staff", () => ({ at: "nowhere" }), [404, undefined]],
  ["a member, with an id that is none", "staff", () => ({ path: "no-id" }), [404, undefined]],
  ["a member, in a path without an id", "staff", () => ({ path: "" }), [200, true]],
  ["a member, for what is gone", "staff", () => ({ fails: true }), [404, undefined]],
  ["a member's browser, sent by another site", "staff", () => ({ site: "cross-site" }), [403, undefined]],
])("%s gets the right answer", async (_, who, asked, expected) => {
  expect(await ask(who, asked())).toEqual(expected);
});
