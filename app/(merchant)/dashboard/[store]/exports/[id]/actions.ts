"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formInput, merchantAction } from "@/lib/action";
import { requestExport } from "@/lib/export/request-export";

/** Exports a request's data anew, and leads to the new export. */
export const exportAgain = merchantAction("staff")
  .metadata({ name: "exportAgain" })
  .inputSchema(...formInput({ requestId: z.uuid() }))
  .stateAction(async ({ parsedInput: { requestId }, ctx }) => {
    const { exportId } = await requestExport({ storeId: ctx.store.id, requestId, actor: ctx.actor });
    redirect(`/dashboard/${ctx.store.slug}/exports/${exportId}`);
  });
