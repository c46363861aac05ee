"use server";

import { z } from "zod";
import { zfd } from "zod-form-data";
import type { Flash } from "@/app/flash";
import { requireNoDelivery, revokeDeliveries, revokeRejected } from "@/lib/delivery/expire-deliveries";
import { endingErasure } from "@/lib/erasure/withdraw-erasure";
import { orderReasons } from "@/lib/event/link-reasons";
import { requestExport } from "@/lib/export/request-export";
import { assignRequest } from "@/lib/request/assign-request";
import { answerRequest, type Closing, refuseRequest } from "@/lib/request/close-request";
import { extendRequest } from "@/lib/request/extend-request";
import { addNote, deleteNote } from "@/lib/request/notes";
import { reopenRequest } from "@/lib/request/reopen-request";
import { isStorable } from "@/lib/storable-text";
import { MAX_REASON_LENGTH, requiredText } from "@/lib/store/typed-text";
import { acceptProposal, rejectRecord as reject } from "@/lib/subject/decide-record";
import { linkCustomer } from "@/lib/subject/link-customer";
import { linkOrder } from "@/lib/subject/link-order";
import { searchAgain } from "@/lib/subject/search-again";
import { requestVerification } from "@/lib/verification/request-verification";
import { Answer } from "@/prisma/generated/enums";
import { requestAction } from "./request-action";

/** Starts the export of a request, or says who has already started one. */
export const startExport = requestAction("export.start", "startExport", {}, async (target) => {
  const { started, by, at } = await requestExport(target);
  const minutes = Math.round((Date.now() - at.getTime()) / 60_000);
  return { key: started ? "exportStarted" : "exportAlready", values: { name: by, minutes } };
});

/** Closes a request that was answered without a delivery, or says who has already closed it. */
export const closeWithoutDelivery = requestAction(
  "request.answer",
  "closeWithoutDelivery",
  {
    answer: z.enum(Answer, { error: "answerMissing" }),
    note: z.string().trim().max(MAX_REASON_LENGTH, { error: "noteTooLong" }),
    /** Of a correction: what was not corrected, and why. */
    left: z.string().trim().max(MAX_REASON_LENGTH, { error: "reasonTooLong" }).optional(),
    systemsAsked: zfd.checkbox(),
  },
  async (target, { answer, note, left, systemsAsked }) => {
    const own = { ...target, answer, note, left, systemsAsked };
    return said(await answerRequest(own, endingErasure(requireNoDelivery)), "answered");
  },
);

/** Reopens a request that the store answered or refused. */
export const reopen = requestAction("request.answer", "reopen", {}, async (target) => {
  await reopenRequest(target, revokeDeliveries("reopened"));
  return { key: "reopened" };
});

/** Extends the time to answer a request, for a reason that the customer reads. */
export const extend = requestAction(
  "request.answer",
  "extend",
  { reason: requiredText(MAX_REASON_LENGTH, "reasonMissing", "reasonTooLong") },
  async (target, { reason }) => {
    await extendRequest({ ...target, reason });
    return { key: "extended" };
  },
);

/** Refuses a request, or says who has already closed it. */
export const refuse = requestAction(
  "request.refuse",
  "refuse",
  { reason: requiredText(MAX_REASON_LENGTH, "reasonMissing", "reasonTooLong") },
  async (target, { reason }) =>
    said(await refuseRequest({ ...target, reason }, endingErasure(revokeDeliveries("refused"))), "refused"),
);

/** Links a customer whom the staff found. */
export const chooseCustomer = requestAction(
  "request.link_customer",
  "chooseCustomer",
  { customer: z.uuid() },
  async (target, { customer: customerId }) => {
    await linkCustomer({ ...target, customerId });
    return { key: "linked", at: "customer" };
  },
);

/** Links an order that no customer has, with the reason. */
export const addOrder = requestAction(
  "request.link_customer",
  "addOrder",
  { order: z.uuid(), reason: z.enum(orderReasons, { error: "orderReasonMissing" }) },
  async (target, { order: orderId, reason }) => {
    await linkOrder({ ...target, orderId, reason });
    return { key: "orderLinked", at: "orders" };
  },
);

const ofRecord = {
  source: z.string().max(100).refine(isStorable),
  record: z.string().max(300).refine(isStorable),
};

/** Links a record that was proposed. */
export const acceptRecord = requestAction("request.link_customer", "acceptRecord", ofRecord, async (target, key) => {
  await acceptProposal({ ...target, source: key.source, record: key.record });
  return { key: "recordAccepted", at: "customer" };
});

/** Says that a record is not the person's: one that was proposed, or that is linked. */
export const rejectRecord = requestAction("request.link_customer", "rejectRecord", ofRecord, async (target, key) => {
  await reject({ ...target, source: key.source, record: key.record }, revokeRejected);
  return { key: "recordRejected", at: "customer" };
});

/** Has every source be asked once more. */
export const searchSources = requestAction("request.link_customer", "searchSources", {}, async (target) => {
  await searchAgain(target);
  return { key: "searchingAgain", at: "customer" };
});

/** Sends the customer a link to verify their address. */
export const askToVerify = requestAction("request.verify", "askToVerify", {}, async (target) => {
  await requestVerification(target);
  return { key: "verificationSent", at: "facts" };
});

/** Assigns a request to a member of the staff. */
export const assign = requestAction(
  "request.assign",
  "assign",
  { assignee: z.union([z.literal(""), z.uuid()]).optional() },
  async (target, { assignee }) => {
    await assignRequest({ ...target, assigneeId: assignee || null });
    return { key: "assigned", at: "facts" };
  },
);

/** Adds an internal note. */
export const writeNote = requestAction(
  "request.write_note",
  "writeNote",
  { note: requiredText(5000, "noteMissing", "noteTooLong") },
  async (target, { note: text }) => {
    const noteId = await addNote({ ...target, text });
    return { key: "noteAdded", at: `line-${noteId}` };
  },
);

/** Deletes the merchant's own note. */
export const removeNote = requestAction(
  "request.write_note",
  "removeNote",
  { note: z.uuid() },
  async (target, { note: noteId }) => {
    await deleteNote({ ...target, noteId });
    return { key: "noteDeleted", at: "timeline" };
  },
);

function said(closing: Closing, wanted: "answered" | "refused"): Flash {
  if (closing.done) return { key: wanted };
  const state = closing.state === "answered" || closing.state === "refused" ? closing.state : "cancelled";
  return { key: `${state}Already`, values: { name: closing.by ?? "" } };
}
