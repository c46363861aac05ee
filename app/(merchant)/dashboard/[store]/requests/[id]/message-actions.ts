"use server";

import { z } from "zod";
import { askCustomer, markMessagesRead } from "@/lib/message/ask-customer";
import { questionField } from "@/lib/message/message-policy";
import { atField } from "@/lib/sign-in/action";
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
