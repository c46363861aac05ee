import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeCustomer } from "@/test/factories/customer";
import { makeEmail } from "@/test/factories/email";
import { makeMember, makeStore, merchantEmail } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { hideSetupChecklist, markShopLinked, readSetupChecklist, TEST_EMAIL } from "./setup-checklist";

withTestDatabase();

let storeId: string;
let owner: string;

beforeEach(async () => {
  storeId = (await makeStore({ informationConfirmedAt: null })).id;
  owner = merchantEmail((await makeMember(storeId, "owner")).id);
});

async function doneSteps(id = storeId) {
  return (await readSetupChecklist(id)).steps.flatMap(({ step, done }) => (done ? [step] : []));
}
const testEmail = { audience: "store", template: TEST_EMAIL } as const;
const set = (data: object) => prisma().store.update({ where: { id: storeId }, data });

/** What does each step, in another order than the list's. */
const doing = {
  shopLink: () => markShopLinked(storeId, true),
  testEmail: () => makeEmail(storeId, owner, { ...testEmail, state: "sent" }),
  information: () => set({ informationConfirmedAt: new Date() }),
  law: () => set({ establishedIn: "DE" }),
  data: () => makeCustomer(storeId, {}),
  contact: () => set({ contactEmail: "privacy@shop.example" }),
};

test.each(Object.entries(doing))(
  "the step %s is done once it is stored, and no other step by it",
  async (step, act) => {
    expect(await doneSteps()).toEqual([]);
    await act();
    expect(await doneSteps()).toEqual([step]);
    expect(await doneSteps((await makeStore({ informationConfirmedAt: null })).id)).toEqual([]);
  },
);

test("the list is complete with its last step, and hidden only then", async () => {
  for (const act of Object.values(doing)) {
    await hideSetupChecklist(storeId);
    expect(await readSetupChecklist(storeId)).toMatchObject({ complete: false, hidden: false });
    await act();
  }
  expect(await readSetupChecklist(storeId)).toMatchObject({ complete: true, hidden: false });
  await hideSetupChecklist(storeId);
  expect(await readSetupChecklist(storeId)).toMatchObject({ complete: true, hidden: true });
});

test("a test email counts once the mail server has accepted it, and a later failure changes nothing", async () => {
  const states = [];
  for (const state of ["queued", "failed", "sent", "failed"] as const) {
    await makeEmail(storeId, owner, { ...testEmail, state });
    states.push([(await readSetupChecklist(storeId)).testEmail?.state, await doneSteps()]);
  }
  expect(states).toEqual([
    ["queued", []],
    ["failed", []],
    ["sent", ["testEmail"]],
    ["sent", ["testEmail"]],
  ]);
});

test("emails of another kind, or to somebody who owns nothing here, are no test", async () => {
  await makeEmail(storeId, owner, { audience: "store", template: "new-request", state: "sent" });
  await makeEmail(storeId, "customer@mail.example", { ...testEmail, state: "sent" });
  await makeEmail(storeId, merchantEmail((await makeMember(storeId, "staff")).id), { ...testEmail, state: "sent" });
  expect((await readSetupChecklist(storeId)).testEmail).toBeNull();
});

test("a shop whose link is gone is not done", async () => {
  await markShopLinked(storeId, true);
  await markShopLinked(storeId, false);
  expect(await doneSteps()).toEqual([]);
});
