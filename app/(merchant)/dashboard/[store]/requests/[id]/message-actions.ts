"use server";

import { askCustomer, markMessagesRead } from "@/lib/message/ask-customer";
import { questionField } from "@/lib/message/message-policy";
import { requestAction } from "./request-action";
import { MESSAGES_ID } from "./request-view";

/** Asks the customer about their request, by email. */
export const sendQuestion = requestAction(
  "request.answer",
  "sendQuestion",
  { question: questionField },
  async (target, { question: text }) => {
    await askCustomer({ ...target, text });
    return { key: "questionSent", at: MESSAGES_ID };
  },
);

/** Marks what the customer wrote as read. */
export const markRead = requestAction("request.answer", "markRead", {}, async (target) => {
  await markMessagesRead(target);
  return { key: "markedRead", at: MESSAGES_ID };
});
