"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { say } from "@/app/(merchant)/dashboard/[store]/flash";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import { formInput, merchantAction } from "@/lib/sign-in/action";

/** Starts the export of a customer's data, or leads to the one that somebody has started. */
export const requestData = merchantAction("staff")
  .metadata({ name: "requestData" })
  .inputSchema(...formInput({ customer: z.uuid() }))
  .stateAction(async ({ parsedInput: { customer: customerId }, ctx: { store, actor } }) => {
    const { exportId, started, by, at } = await requestCustomerExport({ storeId: store.id, customerId, actor });
    const path = `/dashboard/${store.slug}/exports/${exportId}`;
    const minutes = Math.round((Date.now() - at.getTime()) / 60_000);
    await say(path, { key: started ? "exportStarted" : "exportAlready", name: by, minutes });
    refresh();
    redirect(path);
  });
