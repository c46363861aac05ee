import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { wrongCode } from "@/test/factories/delivery";
import { ask, askMessageCode, holdsOf, makeAskable, tryMessageCode } from "@/test/factories/message";
import { eventTypesOf, makeRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { emailsOf, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { answerMessage } from "./answer-message";
import { askCustomer, markMessagesRead } from "./ask-customer";
import { mintMessageCode } from "./message-code";
import { findMessageLink, mayReadMessages, mintMessageLink } from "./message-link";
import { messageField, questionField } from "./message-policy";
import { readThread } from "./thread";

withTestDatabase();

/** A link and a code as the worker sends them, without the emails. */
async function mintBoth({ storeId, requestId }: { storeId: string; requestId: string }) {
  const codeId = uuidv7();
  await prisma().messageCode.create({ data: { storeId, id: codeId, requestId } });
  const [token, code] = [await mintMessageLink(storeId, requestId), await mintMessageCode(storeId, codeId)];
  return { token: token ?? "", code: code ?? "" };
}

const close = (storeId: string, id: string) =>
  prisma().request.updateMany({ where: { storeId, id }, data: { state: "answered", closedAt: new Date() } });

test("the store asks by email, the customer answers behind link and code, and the store is told", async () => {
  const target = await makeAskable();
  const { token, mail } = await ask(target, "Which order?\n<script>alert(1)</script>");
  expect(mail?.text).toContain("<script>alert(1)</script>");
  expect(await findMessageLink(target.storeId, token)).toBe(target.requestId);

  const { requestId, cookie } = await tryMessageCode(target, token, await askMessageCode(target, token));
  expect(requestId).toBe(target.requestId);
  expect(await mayReadMessages({ ...target, cookie, identity: null })).toBe(true);
  expect(await mayReadMessages({ ...target, cookie: undefined, identity: null })).toBe(false);

  await answerMessage({ ...target, text: "The second one." });
  await sendAll(target.storeId);
  const { messages } = await readThread(target);
  expect(messages.map(({ author, text, authorName }) => [author, text, authorName !== null])).toEqual([
    ["store", "Which order?\n<script>alert(1)</script>", true],
    ["customer", "The second one.", false],
  ]);
  expect(messages[0]?.answeredAt).not.toBeNull();
  expect(messages[1]?.readAt).toBeNull();
  await markMessagesRead(target);
  expect((await readThread(target)).messages[1]?.readAt).not.toBeNull();
  expect(await eventTypesOf(target.storeId, requestId)).toEqual([
    ...["message_sent", "message_code_requested", "message_received"],
  ]);
  const kept = (await emailsOf(target.storeId)).map(({ template, text }) => [template, text?.includes(token) ?? false]);
  expect(kept).toEqual([
    ["message-sent", false],
    ["message-code", false],
    ["message-received", false],
  ]);
  const events = await prisma().event.findMany({ where: { storeId: target.storeId }, select: { data: true } });
  expect(JSON.stringify(events)).not.toMatch(/order|second|@/);
});

test.each([
  ["unproved by a guest", { emailVerified: false, state: "unverified" }, "alreadyClosed"],
  ["signed in and unproved", { source: "signed_in", emailVerified: false }, "notVerified"],
  ["passed on by Shopify and unproved", { source: "shopify", emailVerified: false }, "notVerified"],
  ["entered by staff without an address", { source: "staff", email: null, emailVerified: false }, "notVerified"],
  ["entered by staff with one", { source: "staff", emailVerified: false }, "done"],
  ["closed", { state: "answered" }, "alreadyClosed"],
] as const)("a request that is %s (%o): asking is %s", async (_, fields, expected) => {
  const { id: storeId } = await makeStore();
  const { id: requestId } = await makeRequest(storeId, {
    ...fields,
    ...("email" in fields && { email: null, emailNormalized: null }),
  });
  await prisma().request.updateMany({ where: { storeId }, data: fields });
  const asking = askCustomer({ storeId, requestId, actor: await makeMerchant(), text: "Which order?" });
  expect(await outcome(asking.then(() => "done"))).toBe(expected);
  if (expected !== "done") expect(await mintMessageLink(storeId, requestId)).toBeUndefined();
});

test("a message has at most 5,000 characters, and a question holds no link", () => {
  const problem = (field: typeof messageField | typeof questionField, text: string) =>
    field.safeParse(text).error?.issues[0]?.message;
  expect(problem(messageField, "a".repeat(5001))).toBe("longMessageTooLong");
  expect(problem(questionField, "ü".repeat(5001))).toBe("longMessageTooLong");
  expect(problem(questionField, "See https://evil.example")).toBe("messageHoldsLink");
  expect(problem(questionField, "  ")).toBe("questionMissing");
  expect(problem(messageField, "a\u0000b")).toBe("invalid");
  expect(messageField.parse(` ${"a\r\n".repeat(2000)}`)).toBe("a\n".repeat(2000).trim());
  expect(messageField.parse("<script>")).toBe("<script>");
});

test("a link opens nothing at another store, and a code works once", async () => {
  const target = await makeAskable();
  const foreign = await makeAskable();
  const { token } = await ask(target);
  const code = await askMessageCode(target, token);
  expect(await findMessageLink(foreign.storeId, token)).toBeUndefined();
  expect(await outcome(tryMessageCode(foreign, token, code))).toBe("linkInvalid");
  const tries = await Promise.all([
    outcome(tryMessageCode(target, token, code)),
    outcome(tryMessageCode(target, token, code)),
  ]);
  expect(tries.filter((result) => result === "codeOver")).toHaveLength(1);
  expect(await outcome(tryMessageCode(target, token, code))).toBe("codeOver");
  const { cookie } = await tryMessageCode(target, token, await askMessageCode(target, token));
  expect(await mayReadMessages({ ...foreign, cookie, identity: null })).toBe(false);
  expect(await mayReadMessages({ storeId: target.storeId, requestId: foreign.requestId, cookie, identity: null })).toBe(
    false,
  );
});

test("the fifteenth wrong code in a request's life ends guessing, over all of its links", async () => {
  const target = await makeAskable();
  let [token, code] = ["", ""];
  for (let tries = 0; tries < 15; tries++) {
    if (tries % 5 === 0) ({ token, code } = await mintBoth(target));
    expect(await outcome(tryMessageCode(target, token, "12345"))).toBe("codeWrong");
    expect(await outcome(tryMessageCode(target, token, wrongCode(code)))).toBe("codeWrong");
  }
  expect(await outcome(tryMessageCode(target, token, code))).toBe("messagesLocked");
  ({ token, code } = await mintBoth(target));
  expect(await outcome(tryMessageCode(target, token, code))).toBe("messagesLocked");
});

test("the session of the request's proved address opens its messages, another's does not", async () => {
  const target = await makeAskable();
  const session = (email: string) => ({
    ...{ email, emailNormalized: email.toLowerCase(), emailVerified: true, platformCustomerId: undefined },
  });
  const reads = (email: string) => mayReadMessages({ ...target, cookie: undefined, identity: session(email) });
  expect(await reads(target.email)).toBe(true);
  expect(await reads("someone@else.example")).toBe(false);
  const unproved = { ...session(target.email), emailVerified: false };
  expect(await mayReadMessages({ ...target, cookie: undefined, identity: unproved })).toBe(false);
});

test("an answer to a closed request, to one that was never asked, and an empty one are refused; two at once are both kept, two clicks are one", async () => {
  const target = await makeAskable();
  const answer = (text: string) => outcome(answerMessage({ ...target, text }).then(() => "done"));
  expect(await answer("Hello")).toBe("forbidden");
  await ask(target);
  expect(await answer("")).toBe("answerEmpty");
  expect(await Promise.all([answer("One"), answer("Two")])).toEqual(["done", "done"]);
  const [newest] = (await readThread(target)).messages.slice(-1);
  expect(await Promise.all([answer(newest?.text ?? ""), answer(newest?.text ?? "")])).toEqual(["done", "done"]);
  expect((await holdsOf(target))[0]).toBe(3);
  await close(target.storeId, target.requestId);
  expect(await answer("Three")).toBe("alreadyClosed");
  expect((await readThread(target)).messages).toHaveLength(3);
});

test("the clock waits from a question until its answer, and a question that no law lets it wait for is not sent", async () => {
  const target = await makeAskable();
  await ask(target, "Are you sure?");
  await askCustomer({ ...target, text: "Which order?", pause: "clarification" });
  const paused = () => prisma().requestPause.count({ where: { storeId: target.storeId, endedAt: null } });
  expect(await paused()).toBe(1);
  await askCustomer({ ...target, text: "Please say", pause: "clarification" });
  expect(await paused()).toBe(1);
  await answerMessage({ ...target, text: "The second" });
  expect(await paused()).toBe(0);
  const late = await makeAskable({ dueAt: new Date(Date.now() - 86_400_000) });
  expect(await outcome(askCustomer({ ...late, text: "Which order?", pause: "identity" }))).toBe("pauseTooLate");
  expect(await holdsOf(late)).toEqual([0, 0, 0]);
});
