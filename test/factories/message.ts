import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { askCustomer } from "@/lib/message/ask-customer";
import { enterMessageCode, requestMessageCode } from "@/lib/message/message-code";
import { receiveMessageFile } from "@/lib/message/message-files";
import type { Prisma } from "@/prisma/generated/client";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { visit } from "./delivery";
import { makeRequest, type RequestFields } from "./request";
import { makeMerchant, makeStore } from "./store";

/** A request of a new store, and a member of its staff. */
export async function makeAskable(fields: RequestFields = {}) {
  const store = await makeStore({ recipients: ["desk@shop.example"] });
  const storeId = store.id;
  const request = await makeRequest(storeId, fields);
  return { store, storeId, requestId: request.id, email: request.email ?? "", actor: await makeMerchant() };
}

export type Askable = Awaited<ReturnType<typeof makeAskable>>;

/** Asks its customer, and sends the email. @returns the token of the email's link, and the email. */
export async function ask(target: Askable, text = "Which of your two orders do you mean?") {
  await askCustomer({ ...target, text });
  await sendAll(target.storeId);
  const [mail] = await mailsTo(target.email);
  return { token: /\/messages\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "", mail };
}

/** Asks for a code by a link, and reads it in the inbox. */
export async function askMessageCode(target: Askable, token: string): Promise<string> {
  await requestMessageCode({ storeId: target.storeId, token, ...visit() });
  await sendAll(target.storeId);
  const mails = (await mailsTo(target.email)).filter(({ subject }) => /code/i.test(subject));
  return /^\d{6}$/m.exec(mails[0]?.text ?? "")?.[0] ?? "";
}

/** Enters a code. */
export async function tryMessageCode({ storeId }: { storeId: string }, token: string, code: string) {
  return await enterMessageCode({ storeId, token, code, ...visit() });
}

/** Adds a file to the next answer, as it arrives in pieces. */
export async function addMessageFile(target: { storeId: string; requestId: string }, name: string, bytes: Uint8Array) {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
  }
  await receiveMessageFile(target, name, pieces());
}

/** What a store holds of messages: how many, how many files, and how many chunks. */
export async function holdsOf({ storeId }: { storeId: string }): Promise<number[]> {
  return [
    await prisma().message.count({ where: { storeId } }),
    await prisma().messageFile.count({ where: { storeId } }),
    await prisma().exportChunk.count({ where: { storeId } }),
  ];
}

/** A message about a request, with files that are called so and hold nothing. */
export async function makeMessage(
  target: { storeId: string; requestId: string },
  fields: Partial<Prisma.MessageCreateManyInput> = {},
  ...fileNames: string[]
) {
  const { storeId, requestId } = target;
  const id = uuidv7();
  await prisma().message.create({ data: { storeId, id, requestId, author: "store", text: "Which order?", ...fields } });
  const files = fileNames.map((fileName) => ({ storeId, id: uuidv7(), requestId, messageId: id, fileName }));
  await prisma().messageFile.createMany({ data: files });
  return id;
}
