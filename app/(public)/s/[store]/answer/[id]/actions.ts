"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { UserError } from "@/lib/error";
import { limitRate } from "@/lib/http/rate-limit";
import { answerMessage } from "@/lib/message/answer-message";
import { removeMessageFile } from "@/lib/message/message-files";
import { messageField } from "@/lib/message/message-policy";
import { atField, clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { giveProof } from "@/lib/verification/give-proof";
import { type ProofFact, proofFacts } from "@/lib/verification/proof-facts";
import { mayAnswer } from "./reader";

/** Sends the customer's answer, with the files that they added. */
export const sendAnswer = storeAction
  .metadata({ name: "sendAnswer" })
  .inputSchema(...formInput({ request: z.uuid(), answer: messageField }))
  .stateAction(async ({ ctx: { store }, parsedInput: { request: requestId, answer: text } }) => {
    const target = await answerable(store.id, requestId);
    await atField("answer", ["answerEmpty"], answerMessage({ ...target, text }));
    return await redirectWithFlash(`/s/${store.slug}/answer/${requestId}`, { key: "answerSent" });
  });

const typedFact = z.string().max(200, { error: "invalid" }).optional();
const typedFacts = Object.fromEntries(proofFacts.map((fact) => [fact, typedFact])) as Record<
  ProofFact,
  typeof typedFact
>;

/** Compares what the customer typed with the store's records; the answer is the same whatever the result. */
export const sendProof = storeAction
  .metadata({ name: "sendProof" })
  .inputSchema(...formInput({ request: z.uuid(), ...typedFacts }))
  .stateAction(async ({ ctx: { store }, parsedInput: { request: requestId, ...typed } }) => {
    const target = await answerable(store.id, requestId);
    const [first = proofFacts[0]] = Object.keys(typed);
    await atField(first, ["proofIncomplete"], giveProof({ ...target, typed }));
    return await redirectWithFlash(`/s/${store.slug}/answer/${requestId}`, { key: "proofGiven" });
  });

/** Removes a file that was not sent yet. */
export const removeAnswerFile = storeAction
  .metadata({ name: "removeAnswerFile" })
  .inputSchema(...formInput({ request: z.uuid(), file: z.uuid() }))
  .stateAction(async ({ ctx: { store }, parsedInput: { request: requestId, file: fileId } }) => {
    await removeMessageFile({ ...(await answerable(store.id, requestId)), fileId });
    return await redirectWithFlash(`/s/${store.slug}/answer/${requestId}`, { key: "fileRemoved" });
  });

/** @throws UserError "messagesOver" where this browser may not answer (any more). */
async function answerable(storeId: string, requestId: string) {
  await limitRate("messageFormByAddress", await clientIpBlock());
  if (!(await mayAnswer(storeId, requestId))) throw new UserError("messagesOver");
  return { storeId, requestId };
}
