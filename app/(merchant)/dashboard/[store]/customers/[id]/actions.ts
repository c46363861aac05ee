"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { eraseCustomer } from "@/lib/erasure/erase-customer";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import { requestRecordExport } from "@/lib/export/request-record-export";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { readLiveId } from "@/lib/source/connection/connection";

const customerId = z.uuid();
const liveId = z.string().refine((id) => readLiveId(id) !== undefined);

/** Starts the export of a customer's or a live record's data, which answers their open request if there is one, or opens a running one. */
export const requestData = merchantAction("export.start")
  .metadata({ name: "requestData" })
  .inputSchema(...formInput({ customer: z.union([customerId, liveId]), request: z.uuid().optional() }))
  .stateAction(async ({ parsedInput: { customer: id, request: requestId }, ctx: { store, actor } }) => {
    const target = { storeId: store.id, requestId, actor };
    const made = customerId.safeParse(id).success
      ? await requestCustomerExport({ ...target, customerId: id })
      : await requestRecordExport({ ...target, id });
    const { exportId, started, by, at, joined } = made;
    const path = `/dashboard/${store.slug}/exports/${exportId}`;
    const minutes = Math.round((Date.now() - at.getTime()) / 60_000);
    const key = !started ? "exportAlready" : joined ? "exportJoined" : "exportStarted";
    return await redirectWithFlash(path, { key, values: { name: by, minutes, reference: joined } });
  });

/** Erases a customer from the imported records. */
export const erase = merchantAction("customer.erase")
  .metadata({ name: "erase" })
  .inputSchema(...formInput({ customer: customerId }))
  .stateAction(async ({ parsedInput: { customer }, ctx: { store, actor } }) => {
    await eraseCustomer({ storeId: store.id, customerId: customer, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/customers`, { key: "customerErased" });
  });
