"use server";

import { z } from "zod";
import { askCustomer, markMessagesRead } from "@/lib/message/ask-customer";
import { questionField } from "@/lib/message/message-policy";
import { atField } from "@/lib/sign-in/action";
import { askForProof, proofKinds } from "@/lib/verification/ask-for-proof";
import { PauseReason } from "@/prisma/generated/enums";
import { requestAction } from "./request-action";
import { MESSAGES_ID } from "./request-view";

/** Asks the customer about their request, by email. */
export const sendQuestion = requestAction(
  "request.answer",
  "sendQuestion",
  { question: questionField, clock: z.enum(["runs", ...Object.values(PauseReason)]).default("runs") },
  async (target, { question: text, clock }) => {
    const asked = askCustomer({ ...target, text, pause: clock === "runs" ? undefined : clock });
    await atField("clock", ["pauseUnknown", "pauseTooLate"], asked);
    return { key: "questionSent", at: MESSAGES_ID };
  },
);

/** Marks what the customer wrote as read. */
export const markRead = requestAction("request.answer", "markRead", {}, async (target) => {
  await markMessagesRead(target);
  return { key: "markedRead", at: MESSAGES_ID };
});

/** Asks the person for further proof of who they are. */
export const askProof = requestAction(
  "request.verify",
  "askProof",
  { proof: z.enum(proofKinds, { error: "proofKindMissing" }) },
  async (target, { proof: kind }) => {
    await askForProof({ ...target, kind });
    return { key: "proofAsked", at: "facts" };
  },
);
