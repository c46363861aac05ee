"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { type Flash, setFlash } from "@/app/flash";
import { MAX_AWAITED, undoableUntil } from "@/lib/bulk/bulk-act";
import { findBulk } from "@/lib/bulk/find-bulk";
import { runBulk } from "@/lib/bulk/run-bulk";
import { countItems } from "@/lib/bulk/start-bulk";
import { undoBulk } from "@/lib/bulk/undo-bulk";
import { UserError } from "@/lib/error";
import { formInput, merchantAction } from "@/lib/sign-in/action";

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

async function said({ storeId, bulkId }: { storeId: string; bulkId: string }): Promise<Flash> {
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
