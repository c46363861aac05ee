import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeRequest, readRequest } from "@/test/factories/request";
import { makeMember, makeStore, merchantEmail } from "@/test/factories/store";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { askToConfirm } from "./ask-to-confirm";

withTestDatabase();

/** A store that has confirmed nothing, with its owner, a member of the staff and a request. */
async function makeBlocked() {
  const store = await makeStore({ informationConfirmedAt: null });
  const owner = await makeMember(store.id, "owner");
  const actor = await makeMember(store.id);
  const { id: requestId, reference } = await makeRequest(store.id);
  const mails = async () => {
    await sendAll(store.id);
    return await mailsTo(merchantEmail(owner.id));
  };
  return { store, storeId: store.id, actor, requestId, reference, mails, staff: merchantEmail(actor.id) };
}

test("one press asks the owners by email, and nobody asks again within a day", async () => {
  const { mails, store, staff, reference, ...target } = await makeBlocked();
  expect(await askToConfirm(target)).toBe("asked");
  expect(await askToConfirm(target)).toBe("askedAlready");
  const { id: another } = await makeRequest(target.storeId);
  const colleague = await makeMember(target.storeId);
  expect(await askToConfirm({ ...target, requestId: another, actor: colleague })).toBe("askedAlready");
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail?.subject).toContain(reference);
  expect(mail?.links.map(({ href }) => href)).toContain(
    `http://localhost:3000/dashboard/${store.slug}/settings/information`,
  );
  expect(await mailsTo(staff)).toEqual([]);
  const events = await prisma().event.findMany({ where: { storeId: target.storeId } });
  expect(events).toMatchObject([
    { type: "confirmation_requested", requestId: target.requestId, actorId: target.actor.id },
  ]);

  // Another store's limit is its own.
  const other = await makeBlocked();
  expect(await askToConfirm(other)).toBe("asked");
});

test("nothing is asked where the information is confirmed, or about another store's request", async () => {
  const { mails, ...target } = await makeBlocked();
  const other = await makeBlocked();
  expect(await outcome(askToConfirm({ ...target, requestId: other.requestId }))).toBe("forbidden");
  expect(await outcome(askToConfirm({ ...target, requestId: "none" }))).toBe("forbidden");
  expect(await askToConfirm(target)).toBe("asked");
  // Confirmed before the email goes out: it is not needed any more.
  await prisma().store.update({ where: { id: target.storeId }, data: { informationConfirmedAt: new Date() } });
  expect(await mails()).toEqual([]);
  expect(await askToConfirm(target)).toBe("confirmed");
  expect((await readRequest(target.storeId, target.requestId)).state).toBe("open");
});
