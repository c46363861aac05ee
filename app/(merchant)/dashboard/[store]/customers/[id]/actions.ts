"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import { eraseCustomer } from "@/lib/request/erase-customer";
import { formInput, merchantAction } from "@/lib/sign-in/action";

/** Starts the export of a customer's data, which answers their open request if there is one, or opens a running one. */
export const requestData = merchantAction("export.start")
  .metadata({ name: "requestData" })
  .inputSchema(...formInput({ customer: z.uuid(), request: z.uuid().optional() }))
  .stateAction(async ({ parsedInput: { customer: customerId, request: requestId }, ctx: { store, actor } }) => {
    const made = await requestCustomerExport({ storeId: store.id, customerId, requestId, actor });
    const { exportId, started, by, at, joined } = made;
    const path = `/dashboard/${store.slug}/exports/${exportId}`;
    const minutes = Math.round((Date.now() - at.getTime()) / 60_000);
    const key = !started ? "exportAlready" : joined ? "exportJoined" : "exportStarted";
    return await redirectWithFlash(path, { key, values: { name: by, minutes, reference: joined } });
  });

/** Erases a customer from the imported records. */
export const erase = merchantAction("customer.erase")
  .metadata({ name: "erase" })
  .inputSchema(...formInput({ customer: z.uuid() }))
  .stateAction(async ({ parsedInput: { customer: customerId }, ctx: { store, actor } }) => {
    await eraseCustomer({ storeId: store.id, customerId, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/customers`, { key: "customerErased" });
  });
