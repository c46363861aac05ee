"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { type Flash, redirectWithFlash } from "@/app/flash";
import { isActive } from "@/lib/delivery/delivery-status";
import { listDeliveries } from "@/lib/delivery/list-deliveries";
import { requestExport } from "@/lib/export/request-export";
import { makeRedaction } from "@/lib/review/make-redaction";
import { markSection as mark } from "@/lib/review/mark-section";
import { previewCopy as findOrOrderCopy } from "@/lib/review/preview-copy";
import { redactEverywhere as redactValue } from "@/lib/review/redact-everywhere";
import { undoRedaction, undoRedactions } from "@/lib/review/undo-redaction";
import { EVERY_ROW, redactionReasons } from "@/lib/section/redaction";
import { sectionKey } from "@/lib/section/sections";
import { atField, formInput, merchantAction } from "@/lib/sign-in/action";
import { MARK_ID, readPlace, readView, viewQuery } from "./review-view";

/** Exports a request's data again, or only what an export could not read, and opens the new export. */
export const exportAgain = merchantAction("export.start")
  .metadata({ name: "exportAgain" })
  .inputSchema(...formInput({ requestId: z.uuid(), retryOf: z.uuid().optional() }))
  .stateAction(async ({ parsedInput: { requestId, retryOf }, ctx }) => {
    const { exportId } = await requestExport({ storeId: ctx.store.id, requestId, actor: ctx.actor, retryOf });
    redirect(`/dashboard/${ctx.store.slug}/exports/${exportId}`);
  });

/** Opens what the customer would get, building it first where something is redacted. */
export const previewCopy = merchantAction("export.download")
  .metadata({ name: "previewCopy" })
  .inputSchema(...formInput({ export: z.uuid() }))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { exportId } = await findOrOrderCopy({ storeId: store.id, exportId: parsedInput.export, actor });
    redirect(`/dashboard/${store.slug}/exports/${exportId}/preview`);
  });

/** The page that a form is on, to return to. */
const place = { export: z.uuid(), view: z.string().max(2000).default(""), row: z.string().max(9).default("") };

const reason = {
  reason: z.enum(redactionReasons, { error: "reasonNotChosen" }),
  reasonText: z.string().trim().max(200, { error: "reasonTextTooLong" }).default(""),
};

/** Redacts a value, its row, its field in every row, or the section. */
export const redact = merchantAction("export.redact")
  .metadata({ name: "redact" })
  .inputSchema(
    ...formInput({
      ...place,
      section: sectionKey,
      scope: z.enum(["value", "row", "column", "section"]),
      pointer: z.string().max(500).default(""),
      column: z.string().max(500).default(""),
      ...reason,
    }),
  )
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { export: exportId, section, scope, pointer, column, reasonText } = parsedInput;
    const row = scope === "value" || scope === "row" ? (readPlace(parsedInput.row) ?? EVERY_ROW) : EVERY_ROW;
    const pointers = { value: pointer, row: "", column, section: "" };
    const redaction = { section, row, pointer: pointers[scope], reason: parsedInput.reason, reasonText };
    const made = await atField(
      "reasonText",
      ["reasonTextMissing", "reasonTextHoldsValue"],
      makeRedaction({ storeId: store.id, exportId, actor, redaction }),
    );
    return await showAgain(
      store.slug,
      parsedInput,
      made.made
        ? { key: (await isUnderWay(store.id, made.requestId)) ? "redactedUnderWay" : "redacted" }
        : { key: "redactedAlready", values: { name: made.by } },
    );
  });

/** Redacts a value in all its places. */
export const redactEverywhere = merchantAction("export.redact")
  .metadata({ name: "redactEverywhere" })
  .inputSchema(...formInput({ ...place, section: sectionKey, pointer: z.string().max(500), ...reason }))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { export: exportId, section, pointer, reasonText } = parsedInput;
    const at = { section, row: readPlace(parsedInput.row) ?? EVERY_ROW, pointer };
    const wanted = { storeId: store.id, exportId, actor, at, reason: parsedInput.reason, reasonText };
    const made = await atField("reasonText", ["reasonTextMissing", "reasonTextHoldsValue"], redactValue(wanted));
    const underWay = made.count > 0 && (await isUnderWay(store.id, made.requestId));
    const key = made.count === 0 ? "redactedAlready" : underWay ? "redactedEverywhereUnderWay" : "redactedEverywhere";
    return await showAgain(store.slug, parsedInput, { key, values: { count: made.count } });
  });

/** Undoes all redactions of a value that were made together. */
export const undoAll = merchantAction("export.redact")
  .metadata({ name: "undoAll" })
  .inputSchema(...formInput({ ...place, group: z.uuid() }))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { export: exportId, group: groupId } = parsedInput;
    const count = await undoRedactions({ storeId: store.id, exportId, groupId, actor });
    const key = count > 0 ? "redactionsUndone" : "redactionUndoneAlready";
    return await showAgain(store.slug, parsedInput, { key, values: { count } });
  });

/** Undoes a redaction. */
export const undo = merchantAction("export.redact")
  .metadata({ name: "undo" })
  .inputSchema(...formInput({ ...place, redaction: z.uuid() }))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { export: exportId, redaction: redactionId } = parsedInput;
    const undone = await undoRedaction({ storeId: store.id, exportId, redactionId, actor });
    return await showAgain(store.slug, parsedInput, { key: undone ? "redactionUndone" : "redactionUndoneAlready" });
  });

/** Marks a section as reviewed, or takes that back. */
export const markSection = merchantAction("export.redact")
  .metadata({ name: "markSection" })
  .inputSchema(...formInput({ ...place, section: sectionKey, reviewed: z.enum(["yes", "no"]) }))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    const { export: exportId, section } = parsedInput;
    const reviewed = parsedInput.reviewed === "yes";
    await mark({ storeId: store.id, exportId, section, reviewed, actor });
    return await showAgain(store.slug, parsedInput, { key: reviewed ? "sectionReviewed" : "sectionUnmarked" }, MARK_ID);
  });

/** A delivery in progress is not changed by later redactions. */
async function isUnderWay(storeId: string, requestId: string): Promise<boolean> {
  const deliveries = await listDeliveries({ storeId, requestId });
  return deliveries.some(({ state }) => isActive(state));
}

/** Back to the same page, which shows the outcome, at the same row or where `at` says. */
async function showAgain(
  slug: string,
  { export: exportId, view, row }: { export: string; view: string; row: string },
  flash: Flash,
  at = readPlace(row) === undefined ? "" : `row-${row}`,
): Promise<never> {
  const path = `/dashboard/${slug}/exports/${exportId}`;
  const query = viewQuery(readView(Object.fromEntries(new URLSearchParams(view))));
  return await redirectWithFlash(`${path}${query}${at && `#${at}`}`, flash);
}
