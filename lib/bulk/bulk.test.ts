import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { assignRequest } from "@/lib/request/assign-request";
import { answerRequest } from "@/lib/request/close-request";
import type { Store } from "@/lib/store/find-store";
import { findVerification } from "@/lib/verification/find-verification";
import { mintVerification } from "@/lib/verification/mint-verification";
import type { BulkKind, Prisma } from "@/prisma/generated/client";
import { eventTypesOf, makeRequest, makeRequests, readRequest, submitAsGuest } from "@/test/factories/request";
import { makeMember, makeStore, merchantEmail } from "@/test/factories/store";
import { emailsOf, mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { UNDO_MINUTES } from "./bulk-act";
import { deleteOldBulkActs } from "./delete-old-bulk-acts";
import { findBulk, listLeftOut, readBulkProgress } from "./find-bulk";
import { giveUpBulk, runBulk } from "./run-bulk";
import { confirmBulk, startBulk } from "./start-bulk";
import { undoBulk } from "./undo-bulk";

withTestDatabase();

let store: Store;
let storeId: string;
let mara: Awaited<ReturnType<typeof makeMember>>;
let nils: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  store = await makeStore();
  storeId = store.id;
  mara = await makeMember(storeId, "owner", "Mara");
  nils = await makeMember(storeId, "staff", "Nils");
});

type Fields = Partial<Prisma.RequestCreateManyInput>;

/** The ids of new requests, one for each. */
const requestsWith = async (...each: Fields[]) =>
  await Promise.all(each.map(async (fields) => (await makeRequest(storeId, fields)).id));

/** Starts an act of Mara's, for Nils if it assigns. */
async function start(kind: BulkKind, requestIds: string[], assigneeId: string | null = nils.id) {
  const selection = { storeId, actor: mara, requestIds };
  const bulkId = await startBulk(kind === "assign" ? { ...selection, kind, assigneeId } : { ...selection, kind });
  return { storeId, bulkId };
}

/** Starts an act, confirms it where it asks, and runs it. */
async function act(kind: BulkKind, requestIds: string[], assigneeId: string | null = nils.id) {
  const target = await start(kind, requestIds, assigneeId);
  if (kind === "resend") await confirmBulk(target);
  await runBulk(target);
  return target;
}

async function undo(target: { storeId: string; bulkId: string }) {
  await undoBulk({ ...target, actor: mara });
  await runBulk(target);
}

type Target = Awaited<ReturnType<typeof start>>;

/** Why each request was left out, by its id. */
const leftOut = async (target: Target, column: "outcome" | "undoOutcome" = "outcome") =>
  Object.fromEntries((await listLeftOut(target, column, 0)).map((row) => [row.id, row.outcome]));

const assignees = async (ids: string[]) =>
  await Promise.all(ids.map(async (id) => (await readRequest(storeId, id)).assigneeId));

/** How many seconds an act's emails wait. */
async function delays(name: string): Promise<number[]> {
  const { rows } = await database().query(
    `SELECT extract(epoch FROM start_after - created_on)::float8 AS seconds FROM pgboss.job
      WHERE name = $1 AND data->>'storeId' = $2 AND start_after > created_on + interval '1 second'`,
    [name, storeId],
  );
  return (rows as { seconds: number }[]).map(({ seconds }) => Math.round(seconds));
}

test("requests are assigned at once, each with its event, and the assignee gets one email two minutes later", async () => {
  const ids = await requestsWith({}, { assigneeId: mara.id }, { assigneeId: nils.id });
  const target = await act("assign", ids);
  expect(await assignees(ids)).toEqual([nils.id, nils.id, nils.id]);
  expect(await leftOut(target)).toEqual({ [ids[2] as string]: "same" });
  expect(await findBulk(target)).toMatchObject({ state: "finished", selectedCount: 3, doneCount: 2 });
  expect(await eventTypesOf(storeId, ids[0])).toEqual(["request_assigned"]);
  expect(await eventTypesOf(storeId, ids[2])).toEqual([]);
  const [event] = await prisma().event.findMany({ where: { storeId, type: "bulk_finished" } });
  expect(event).toMatchObject({
    actorName: "Mara",
    data: { bulkId: target.bulkId, kind: "assign", done: 2, leftOut: 1 },
  });
  expect(await delays("send-email")).toEqual([120]);
  await sendAll(storeId);
  expect(await emailsOf(storeId)).toMatchObject([
    {
      template: "requests-assigned",
      to: merchantEmail(nils.id),
      state: "sent",
      subject: "2 requests were assigned to you",
    },
  ]);
  const [mail] = await mailsTo(merchantEmail(nils.id));
  expect(mail?.text).toContain("Mara");
});

test("the assignee reads of them in their own language, else in the store's", async () => {
  await prisma().merchant.update({ where: { id: nils.id }, data: { locale: "de" }, select: { id: true } });
  await act("assign", await requestsWith({}, {}));
  await prisma().store.update({ where: { id: storeId }, data: { locale: "de" } });
  await prisma().merchant.update({ where: { id: nils.id }, data: { locale: "en" }, select: { id: true } });
  await act("assign", await requestsWith({}));
  await prisma().merchant.update({ where: { id: nils.id }, data: { locale: null }, select: { id: true } });
  await act("assign", await requestsWith({}));
  expect((await emailsOf(storeId)).map(({ locale }) => locale)).toEqual(["de", "en", "de"]);
});

test("undoing an assignment restores what was, leaves what was changed since, and withdraws the email", async () => {
  const ids = await requestsWith({}, { assigneeId: mara.id }, {}, {}, {});
  const [fresh, former, moved, answered, back] = ids as [string, string, string, string, string];
  const target = await act("assign", ids);
  const change = { storeId, actor: nils };
  await assignRequest({ ...change, requestId: moved, assigneeId: mara.id });
  await answerRequest({ ...change, requestId: answered, answer: "elsewhere" }, async () => {});
  // Someone took it and gave it back: it has changed, though it looks the same.
  await assignRequest({ ...change, requestId: back, assigneeId: null });
  await assignRequest({ ...change, requestId: back, assigneeId: nils.id });
  await undo(target);
  expect(await assignees(ids)).toEqual([null, mara.id, mara.id, nils.id, nils.id]);
  expect(await leftOut(target, "undoOutcome")).toEqual({
    [moved]: "changed",
    [answered]: "changed",
    [back]: "changed",
  });
  expect(await findBulk(target)).toMatchObject({ state: "undone", undoneCount: 2, undoneByName: "Mara" });
  expect(await eventTypesOf(storeId, fresh)).toEqual(["request_assigned", "request_assigned"]);
  expect(await eventTypesOf(storeId, former)).toHaveLength(2);
  await sendAll(storeId);
  expect((await emailsOf(storeId)).filter(({ template }) => template === "requests-assigned")).toMatchObject([
    { state: "unneeded" },
  ]);
  expect(await undoBulk({ ...target, actor: mara })).toBe(false);
});

test("nobody is told of requests that are assigned to nobody, or that they assigned to themselves", async () => {
  const ids = await requestsWith({ assigneeId: nils.id });
  await act("assign", ids, null);
  expect(await assignees(ids)).toEqual([null]);
  await act("assign", ids, mara.id);
  expect(await assignees(ids)).toEqual([mara.id]);
  await sendAll(storeId);
  expect(await emailsOf(storeId)).toEqual([]);
});

test("only unverified requests are closed as spam, nothing is sent, and undoing it makes their links work again", async () => {
  const ids = await requestsWith(
    { state: "unverified" },
    { verifiedAt: new Date() },
    { state: "answered", closedAt: new Date() },
    { source: "staff", emailVerified: false },
  );
  const [spam, verified, closed, open] = ids as [string, string, string, string];
  const token = (await mintVerification(storeId, spam)) ?? "";
  const before = await readRequest(storeId, spam);
  const target = await act("spam", ids);
  expect(await leftOut(target)).toEqual({ [verified]: "verified", [closed]: "closed", [open]: "verified" });
  expect(await readRequest(storeId, spam)).toMatchObject({ state: "cancelled", closedAsSpam: true });
  expect(await readRequest(storeId, verified)).toMatchObject({ state: "open", closedAsSpam: false });
  expect((await findVerification(storeId, token)).status).toBe("closed");
  await sendAll(storeId);
  expect(await emailsOf(storeId)).toEqual([]);
  await undo(target);
  expect(await readRequest(storeId, spam)).toEqual(before);
  expect((await findVerification(storeId, token)).status).toBe("live");
  expect(await eventTypesOf(storeId, spam)).toEqual(["request_closed_as_spam", "request_spam_undone"]);
  await sendAll(storeId);
  expect(await emailsOf(storeId)).toEqual([]);
});

test("a person who has asked again keeps the new request when the spam is undone", async () => {
  const email = `ann-${randomUUID()}@mail.example`;
  await submitAsGuest(store, email);
  const where = { storeId, emailNormalized: readEmailAddress(email).normalized };
  const { id } = await prisma().request.findFirstOrThrow({ where });
  const target = await act("spam", [id]);
  await submitAsGuest(store, email);
  await undo(target);
  expect(await leftOut(target, "undoOutcome")).toEqual({ [id]: "newer" });
  expect(await readRequest(storeId, id)).toMatchObject({ state: "cancelled", closedAsSpam: true });
  expect(await prisma().request.count({ where: { ...where, state: "unverified" } })).toBe(1);
});

test("an email to verify goes again to each inbox that waits for one, after the question, within the inbox limits", async () => {
  const twice = `twice-${randomUUID()}@mail.example`;
  const full = `full-${randomUUID()}@mail.example`;
  const at = (email: string) => ({ email, emailNormalized: email });
  const ids = await requestsWith(
    { state: "unverified" },
    { source: "staff", emailVerified: false },
    { state: "unverified", ...at(twice) },
    { source: "staff", emailVerified: false, ...at(twice) },
    { state: "unverified", ...at(full) },
    {},
    { state: "cancelled", closedAt: new Date() },
    { source: "staff", emailVerified: false, email: null, emailNormalized: null },
  );
  for (let sent = 0; sent < 3; sent++) await submitAsGuest(await makeStore(), full);
  const target = await start("resend", ids);
  await runBulk(target);
  expect(await eventTypesOf(storeId)).toEqual([]);
  expect(await confirmBulk(target)).toBe("resend");
  expect(await confirmBulk(target)).toBeUndefined();
  await runBulk(target);
  const grounds = await leftOut(target);
  const twoOfOne = [grounds[ids[2] as string], grounds[ids[3] as string]];
  expect(twoOfOne.sort()).toEqual(["sameAddress", undefined]);
  expect(grounds).toMatchObject({
    ...{ [ids[4] as string]: "limited", [ids[5] as string]: "verified" },
    ...{ [ids[6] as string]: "closed", [ids[7] as string]: "noAddress" },
  });
  expect(await findBulk(target)).toMatchObject({ doneCount: 3, selectedCount: 8 });
  expect(await delays("notify")).toEqual([120, 120, 120]);
  await sendAll(storeId);
  const sent = await emailsOf(storeId);
  expect(sent.map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
  expect(new Set(sent.map(({ template }) => template))).toEqual(new Set(["verify-request", "verify-address"]));
  expect(await outcome(undoBulk({ ...target, actor: mara }))).toBe("invalid");
});

test("of 1,000 selected requests the three that may not are listed, and those of other stores are not touched", async () => {
  const many = Array.from({ length: 994 }, () => ({ state: "unverified" as const }));
  await makeRequests(storeId, many);
  const mine = (await prisma().request.findMany({ where: { storeId }, select: { id: true } })).map(({ id }) => id);
  const refused = await requestsWith({}, {}, { state: "answered", closedAt: new Date() });
  const other = await makeRequest((await makeStore()).id, { state: "unverified" });
  const selected = [...mine, ...refused, other.id, randomUUID(), "no-id"];
  expect(selected).toHaveLength(1000);
  expect(await outcome(start("spam", [...selected, randomUUID()]))).toBe("tooManySelected");
  expect(await outcome(start("spam", []))).toBe("nothingSelected");
  const target = await act("spam", selected);
  expect(Object.keys(await leftOut(target)).sort()).toEqual(refused.sort());
  expect(await findBulk(target)).toMatchObject({ selectedCount: 1000, doneCount: 994 });
  expect(
    await prisma().request.findUnique({ where: { storeId_id: { storeId: other.storeId, id: other.id } } }),
  ).toMatchObject({ state: "unverified" });
  await undo(target);
  expect(await findBulk(target)).toMatchObject({ state: "undone", undoneCount: 994 });
  expect(await prisma().request.count({ where: { storeId, state: "unverified" } })).toBe(994);
}, 120_000);

test("a run that is stopped is continued, two at once share the work, and a further run does nothing", async () => {
  const ids = await requestsWith(...Array.from({ length: 12 }, () => ({})));
  const target = await start("assign", ids);
  const stopped = new AbortController();
  const settled = async () => (await readBulkProgress(target))?.settled ?? 0;
  const watch = setInterval(async () => (await settled()) > 2 && stopped.abort(), 1);
  await runBulk(target, stopped.signal).catch(() => {});
  clearInterval(watch);
  await Promise.all([runBulk(target), runBulk(target)]);
  await runBulk(target);
  expect(await findBulk(target)).toMatchObject({ state: "finished", doneCount: 12 });
  expect(await eventTypesOf(storeId)).toEqual([...ids.map(() => "request_assigned"), "bulk_finished"]);
  expect(await emailsOf(storeId)).toHaveLength(1);
});

test("when every try has failed, the rest is left out and what was done can be undone", async () => {
  const ids = await requestsWith({}, {});
  const target = await start("assign", ids);
  const item = { storeId, bulkActId: target.bulkId, requestId: ids[0] as string };
  await prisma().bulkItem.updateMany({ where: item, data: { outcome: "done" } });
  await giveUpBulk(target);
  expect(await leftOut(target)).toEqual({ [ids[1] as string]: "failed" });
  expect(await findBulk(target)).toMatchObject({ state: "finished", doneCount: 1 });
});

test("two members who act on the same requests at once settle each request one after the other", async () => {
  const ids = await requestsWith(...Array.from({ length: 6 }, () => ({ state: "unverified" as const })));
  const [one, two] = [await start("spam", ids), await start("spam", [...ids].reverse())];
  await Promise.all([runBulk(one), runBulk(two)]);
  const done = await Promise.all([one, two].map(async (target) => (await findBulk(target))?.doneCount ?? 0));
  expect(done.reduce((sum, count) => sum + count, 0)).toBe(6);
  const types = await eventTypesOf(storeId);
  expect(types.filter((type) => type === "request_closed_as_spam")).toHaveLength(6);
});

test("an act is undone within ten minutes, in its own store, and never assigned to a stranger", async () => {
  const ids = await requestsWith({});
  const target = await act("assign", ids);
  const late = new Date(Date.now() + UNDO_MINUTES * 60_000 + 1000);
  expect(await outcome(undoBulk({ ...target, actor: mara, now: late }))).toBe("undoOver");
  const other = await makeStore();
  expect(await outcome(undoBulk({ ...target, storeId: other.id, actor: mara }))).toBe("invalid");
  expect(await findBulk({ ...target, storeId: other.id })).toBeNull();
  expect(await outcome(undoBulk({ storeId, bulkId: "no-id", actor: mara }))).toBe("invalid");
  const viewer = await makeMember(storeId, "viewer");
  expect(await outcome(start("assign", ids, viewer.id))).toBe("invalid");
  expect(await outcome(start("assign", ids, (await makeMember(other.id)).id))).toBe("invalid");
  expect(await assignees(ids)).toEqual([nils.id]);
});

test("acts are forgotten after a month, and those that nobody confirmed after a day", async () => {
  const ids = await requestsWith({ state: "unverified" });
  const [done, asked] = [await act("assign", ids), await start("resend", ids)];
  const kept = async (days: number) => {
    await deleteOldBulkActs(new Date(Date.now() + days * 86_400_000));
    return [(await findBulk(done)) !== null, (await findBulk(asked)) !== null];
  };
  expect(await kept(0.9)).toEqual([true, true]);
  expect(await kept(2)).toEqual([true, false]);
  expect(await kept(31)).toEqual([false, false]);
});
