import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordsSource } from "@/lib/source/records/records-source";
import type { CustomerSource } from "@/lib/source/source";
import { addSystem } from "@/lib/store/unconnected-systems";
import { linkCustomer } from "@/lib/subject/link-customer";
import { matchSubject } from "@/lib/subject/match-subject";
import { startMatching } from "@/lib/subject/start-matching";
import { makeCustomer } from "@/test/factories/customer";
import { makeLink, makeRequest, readRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { answerRequest } from "./close-request";
import { checkNothingHeld, nothingHeld } from "./nothing-held";

withTestDatabase();

const EMAIL = "nobody@mail.example";
let storeId: string;
let requestId: string;
let actor: { kind: "merchant"; id: string; name: string };

beforeEach(async () => {
  storeId = (await makeStore()).id;
  const member = await makeMember(storeId);
  actor = { kind: "merchant", id: member.id, name: "Nancy" };
  requestId = (await makeRequest(storeId, { email: EMAIL, emailNormalized: EMAIL })).id;
});

/** Looks for the person of the request, as the worker does on its last try. */
async function search(
  { sources, isKnown = true }: { sources?: CustomerSource[]; isKnown?: boolean } = {},
  target = { storeId, requestId },
) {
  await prisma().$transaction((transaction) =>
    startMatching(
      transaction,
      target,
      isKnown ? [{ kind: "email", value: EMAIL, issuer: "customer", proof: "link" }] : [],
    ),
  );
  await matchSubject(target, new AbortController().signal, { goWithout: true, ...(sources && { sources }) });
}

const silent: CustomerSource = {
  ...recordsSource,
  match: async () => {
    throw new Error("no answer");
  },
};

const answer = (options: { systemsAsked?: boolean; storeId?: string } = {}) =>
  answerRequest({ storeId, requestId, actor, answer: "no_data", ...options }, async () => {}).then(
    ({ done }) => done,
    (error) => (error instanceof UserError ? error.code : error),
  );

test("a person whom every source was asked about can be told that nothing is held, and what was asked is kept", async () => {
  await search();
  expect(await answer()).toBe(true);
  const request = await readRequest(storeId, requestId);
  expect(request).toMatchObject({ state: "answered", answer: "no_data" });
  const kept = nothingHeld.parse(request.nothingHeld);
  expect(kept).toEqual({
    sources: [{ source: "dossier-database", title: null, askedBy: ["email"], answeredAt: expect.any(String) }],
    systems: [],
  });
  expect(JSON.stringify(request.nothingHeld)).not.toContain("nobody");
  expect(await answer()).toBe(false);
});

test.each<[string, () => Promise<unknown>]>([
  ["notSearched", async () => {}],
  ["stillSearching", () => prisma().$transaction((tx) => startMatching(tx, { storeId, requestId }))],
  ["sourcesMissing", () => search({ sources: [silent] })],
  // As where a system was connected since.
  ["sourcesMissing", () => search({ sources: [] })],
  ["nothingToSearchBy", () => search({ isKnown: false })],
  [
    "recordLinked",
    async () => {
      await search();
      await makeLink(storeId, requestId, (await makeCustomer(storeId)).id);
    },
  ],
  [
    "recordUndecided",
    async () => {
      await search();
      await makeLink(storeId, requestId, (await makeCustomer(storeId)).id, { state: "proposed" });
    },
  ],
])("it may not be said: %s", async (code, prepare) => {
  await prepare();
  expect(await answer()).toBe(code);
  expect((await readRequest(storeId, requestId)).state).toBe("open");
  expect((await checkNothingHeld({ storeId, requestId })).refusal?.code).toBe(code);
});

test("a source that did not answer is named, and after another search it may be said", async () => {
  await search({ sources: [silent] });
  expect((await checkNothingHeld({ storeId, requestId })).refusal?.values).toEqual({
    sources: expect.stringContaining("dossier-database"),
  });
  await search();
  expect(await answer()).toBe(true);
});

test("of systems that are not connected a member says that they were asked, and whom to ask is kept", async () => {
  await addSystem({ storeId, name: "Helpdesk", contact: "Janet", actor });
  await search();
  expect(await answer()).toBe("systemsNotAsked");
  expect(await answer({ systemsAsked: true })).toBe(true);
  const { nothingHeld: kept } = await readRequest(storeId, requestId);
  expect(nothingHeld.parse(kept).systems).toEqual([{ name: "Helpdesk", contact: "Janet" }]);
});

test("of a record that is linked and this answer at the same moment, one is too late", async () => {
  await search();
  const { id: customerId } = await makeCustomer(storeId);
  const linked = linkCustomer({ storeId, requestId, customerId, actor }).then(
    () => "linked",
    (error) => error.code,
  );
  expect([
    [true, "alreadyClosed"],
    ["recordLinked", "linked"],
  ]).toContainEqual(await Promise.all([answer(), linked]));
});

test("another store's request is not there", async () => {
  await search();
  expect(await answer({ storeId: (await makeStore()).id })).toBe("invalid");
  expect((await readRequest(storeId, requestId)).state).toBe("open");
});
