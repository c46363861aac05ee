"use server";

import { z } from "zod";
import { type Flash, redirectWithFlash } from "@/app/flash";
import { requestExport } from "@/lib/export/request-export";
import { assignRequest } from "@/lib/request/assign-request";
import { answerRequest, type Closing, refuseRequest } from "@/lib/request/close-request";
import { linkCustomer } from "@/lib/request/link-customer";
import { addNote, deleteNote } from "@/lib/request/notes";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { requestVerification } from "@/lib/verification/request-verification";

const request = { request: z.uuid() };

/** Starts the export of a request, or says who has already started one. */
export const startExport = merchantAction("export.start")
  .metadata({ name: "startExport" })
  .inputSchema(...formInput(request))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const target = { storeId: store.id, requestId: parsedInput.request, actor };
    const { started, by, at } = await requestExport(target);
    const minutes = Math.round((Date.now() - at.getTime()) / 60_000);
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${parsedInput.request}`, {
      key: started ? "exportStarted" : "exportAlready",
      values: { name: by, minutes },
    });
  });

/** Marks a request as answered, or says who has already closed it. */
export const markAsAnswered = merchantAction("request.answer")
  .metadata({ name: "markAsAnswered" })
  .inputSchema(...formInput(request))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const closing = await answerRequest({ storeId: store.id, requestId: parsedInput.request, actor });
    return await redirectWithFlash(
      `/dashboard/${store.slug}/requests/${parsedInput.request}`,
      said(closing, "answered"),
    );
  });

/** Refuses a request, or says who has already closed it. */
export const refuse = merchantAction("request.refuse")
  .metadata({ name: "refuse" })
  .inputSchema(
    ...formInput({
      ...request,
      reason: z
        .string({ error: "reasonMissing" })
        .trim()
        .min(1, { error: "reasonMissing" })
        .max(2000, { error: "reasonTooLong" }),
    }),
  )
  .stateAction(async ({ parsedInput: { request: requestId, reason }, ctx: { store, actor } }) => {
    const closing = await refuseRequest({ storeId: store.id, requestId, actor, reason });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${requestId}`, said(closing, "refused"));
  });

/** Sets which customer a request belongs to. */
export const chooseCustomer = merchantAction("request.link_customer")
  .metadata({ name: "chooseCustomer" })
  .inputSchema(...formInput({ ...request, customer: z.uuid() }))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { request: requestId, customer: customerId } = parsedInput;
    await linkCustomer({ storeId: store.id, requestId, customerId, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${requestId}`, { key: "linked" });
  });

/** Sends the customer a link to verify their address. */
export const askToVerify = merchantAction("request.verify")
  .metadata({ name: "askToVerify" })
  .inputSchema(...formInput(request))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    await requestVerification({ storeId: store.id, requestId: parsedInput.request, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${parsedInput.request}`, {
      key: "verificationSent",
    });
  });

/** Assigns a request to a member of the staff. */
export const assign = merchantAction("request.assign")
  .metadata({ name: "assign" })
  .inputSchema(...formInput({ ...request, assignee: z.union([z.literal(""), z.uuid()]).optional() }))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { request: requestId, assignee } = parsedInput;
    await assignRequest({ storeId: store.id, requestId, assigneeId: assignee || null, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${requestId}`, { key: "assigned" });
  });

/** Adds an internal note. */
export const writeNote = merchantAction("request.write_note")
  .metadata({ name: "writeNote" })
  .inputSchema(
    ...formInput({
      ...request,
      note: z
        .string({ error: "noteMissing" })
        .trim()
        .min(1, { error: "noteMissing" })
        .max(5000, { error: "noteTooLong" }),
    }),
  )
  .stateAction(async ({ parsedInput: { request: requestId, note }, ctx: { store, actor } }) => {
    await addNote({ storeId: store.id, requestId, actor, text: note });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${requestId}`, { key: "noteAdded" });
  });

/** Deletes the merchant's own note. */
export const removeNote = merchantAction("request.write_note")
  .metadata({ name: "removeNote" })
  .inputSchema(...formInput({ ...request, note: z.uuid() }))
  .stateAction(async ({ parsedInput: { request: requestId, note }, ctx: { store, actor } }) => {
    await deleteNote({ storeId: store.id, noteId: note, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${requestId}`, { key: "noteDeleted" });
  });

function said(closing: Closing, wanted: "answered" | "refused"): Flash {
  if (closing.done) return { key: wanted };
  const state = closing.state === "answered" || closing.state === "refused" ? closing.state : "cancelled";
  return { key: `${state}Already`, values: { name: closing.by ?? "" } };
}
