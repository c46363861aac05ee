"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { type Flash, redirectWithFlash, setFlash } from "@/app/flash";
import { type BulkTarget, MAX_AWAITED, MAX_SELECTED, undoableUntil } from "@/lib/bulk/bulk-act";
import { findBulk } from "@/lib/bulk/find-bulk";
import { runBulk } from "@/lib/bulk/run-bulk";
import { confirmBulk, countItems, startBulk } from "@/lib/bulk/start-bulk";
import { undoBulk } from "@/lib/bulk/undo-bulk";
import { UserError } from "@/lib/error";
import { listRequests } from "@/lib/request/list-requests";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { DEFAULT_TIME_ZONE } from "@/lib/time-zone";
import { BulkKind } from "@/prisma/generated/enums";
import { cursorParams, filterOf, type ReportView, readReportView, reportHref } from "./report-view";

/** The report's URL parameters, as its page had them, its place in the list among them. */
const shownView = z
  .string()
  .max(4000)
  .default("")
  .transform((query) => readReportView(Object.fromEntries(new URLSearchParams(query))));

/** Does something to the selected requests of the report: those that are checked, or all that its filters find. */
export const actOnSelected = merchantAction("request.bulk")
  .metadata({ name: "actOnSelected" })
  .inputSchema(
    ...formInput({
      act: z.enum(BulkKind),
      assignee: z.union([z.literal(""), z.uuid()]).optional(),
      request: z.union([z.string(), z.array(z.string())]).optional(),
      all: z.literal("on").optional(),
      view: shownView,
    }),
  )
  .stateAction(
    async ({ parsedInput: { act: kind, assignee, request = [], all, view }, ctx: { store, merchant, actor } }) => {
      const base = `/dashboard/${store.slug}/requests`;
      const reader = { merchantId: merchant.id, timeZone: store.timeZone ?? DEFAULT_TIME_ZONE };
      const requestIds = all
        ? (await listRequests(store.id, filterOf({ ...view, cursor: undefined }, reader), MAX_SELECTED + 1)).rows.map(
            ({ id }) => id,
          )
        : [request].flat();
      const selection = { storeId: store.id, actor, requestIds };
      const bulkId = await startBulk(
        kind === "assign" ? { ...selection, kind, assigneeId: assignee || null } : { ...selection, kind },
      );
      if (kind === "resend") redirect(reportHref(base, view, { ...cursorParams(view), ask: bulkId }));
      return await showResult(base, view, { storeId: store.id, bulkId });
    },
  );

/** Starts what the page has asked about first. */
export const confirmSelected = merchantAction("request.bulk")
  .metadata({ name: "confirmSelected" })
  .inputSchema(...formInput({ bulk: z.uuid(), view: shownView }))
  .stateAction(async ({ parsedInput: { bulk: bulkId, view }, ctx: { store } }) => {
    const base = `/dashboard/${store.slug}/requests`;
    await confirmBulk({ storeId: store.id, bulkId });
    return await showResult(base, view, { storeId: store.id, bulkId });
  });

/** Undoes what was done to many requests. */
export const undoSelected = merchantAction("request.bulk")
  .metadata({ name: "undoSelected" })
  .inputSchema(...formInput({ bulk: z.uuid(), path: z.string().max(300).optional() }))
  .stateAction(async ({ parsedInput: { bulk: bulkId, path }, ctx: { store, actor } }) => {
    const base = `/dashboard/${store.slug}/requests`;
    const target = { storeId: store.id, bulkId };
    const page = path?.startsWith(`/dashboard/${store.slug}/`) ? path : `${base}/bulk/${bulkId}`;
    try {
      await undoBulk({ ...target, actor });
    } catch (error) {
      if (error instanceof UserError) return await setFlash(page, { error: error.code });
      throw error;
    }
    if ((await countItems(target)) > MAX_AWAITED) redirect(`${base}/bulk/${bulkId}`);
    await runBulk(target);
    // The page around it is rendered again where it is, filters and all.
    await setFlash(page, await said(target));
  });

/** Where there are few, does them at once and returns to the report; otherwise leads to the page of the act. */
async function showResult(base: string, view: ReportView, target: BulkTarget): Promise<never> {
  if ((await countItems(target)) > MAX_AWAITED) redirect(`${base}/bulk/${target.bulkId}`);
  // Its job does the same, should this process end.
  await runBulk(target);
  return await redirectWithFlash(reportHref(base, view, cursorParams(view)), await said(target));
}

async function said({ storeId, bulkId }: BulkTarget): Promise<Flash> {
  const act = await findBulk({ storeId, bulkId });
  if (!act) throw new UserError("invalid");
  const { kind, state, selectedCount, doneCount, undoneCount, assigneeName } = act;
  const isUndone = state === "undone";
  const [all, done] = isUndone ? [doneCount ?? 0, undoneCount ?? 0] : [selectedCount, doneCount ?? 0];
  const key = isUndone
    ? "bulkUndone"
    : kind === "assign" && !assigneeName
      ? "bulk-unassign"
      : (`bulk-${kind}` as const);
  return {
    key,
    values: { count: done, left: all - done, name: assigneeName ?? "" },
    bulk: { id: bulkId, undo: done > 0 && undoableUntil(act) !== undefined },
  };
}
