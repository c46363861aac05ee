"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { approveDelivery } from "@/lib/delivery/approve-delivery";
import { completeDelivery } from "@/lib/delivery/complete-delivery";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { declineDelivery } from "@/lib/delivery/decline-delivery";
import { handedOverWays } from "@/lib/delivery/handed-over-ways";
import { makeZipPassword } from "@/lib/delivery/make-zip-password";
import { keyRefusals, readPublicKey } from "@/lib/delivery/read-public-key";
import { revokeDelivery } from "@/lib/delivery/revoke-delivery";
import { sendLinkAgain } from "@/lib/delivery/send-link-again";
import { atField, formInput, merchantAction } from "@/lib/sign-in/action";
import { deliveryMethods } from "@/lib/store/delivery-settings";

const delivery = { request: z.uuid(), delivery: z.uuid() };

/** Sets the data on its way to the customer, by the way that was chosen. */
export const deliver = merchantAction("staff")
  .metadata({ name: "deliver" })
  .inputSchema(
    ...formInput({
      request: z.uuid(),
      method: z.enum(deliveryMethods),
      publicKey: z.string().trim().optional(),
      how: z.enum(handedOverWays).optional(),
      note: z.string().trim().max(2000, { error: "noteTooLong" }).optional(),
    }),
  )
  .stateAction(async ({ parsedInput: { request: requestId, method, publicKey, how, note }, ctx: { store, actor } }) => {
    const key =
      method === "encrypted_email" && publicKey
        ? await atField("publicKey", keyRefusals, readPublicKey(publicKey))
        : undefined;
    const { state } = await createDelivery({
      ...{ storeId: store.id, requestId, actor, method },
      ...(key && { publicKey: key.armored }),
      ...(method === "outside" && { handedOverHow: how ?? "other", ...(note && { handedOverNote: note }) }),
    });
    const chosen = {
      link: "deliveryChosen",
      encrypted_email: "deliveryChosen",
      password_zip: "zipChosen",
      outside: "handedOver",
    } as const;
    const said = state === "awaiting_approval" ? "deliveryAwaits" : chosen[method];
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${requestId}`, {
      key: state === "failed" ? "deliveryFailedAlready" : said,
    });
  });

/** Sends the customer another link. */
export const sendAgain = merchantAction("staff")
  .metadata({ name: "sendLinkAgain" })
  .inputSchema(...formInput(delivery))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    await sendLinkAgain({ storeId: store.id, deliveryId: parsedInput.delivery, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${parsedInput.request}`, {
      key: "linkSentAgain",
    });
  });

/** Takes a delivery back. */
export const revoke = merchantAction("staff")
  .metadata({ name: "revokeDelivery" })
  .inputSchema(...formInput(delivery))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    await revokeDelivery({ storeId: store.id, deliveryId: parsedInput.delivery, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${parsedInput.request}`, {
      key: "deliveryRevoked",
    });
  });

/** Approves what a colleague chose. */
export const approve = merchantAction("staff")
  .metadata({ name: "approveDelivery" })
  .inputSchema(...formInput(delivery))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    await approveDelivery({ storeId: store.id, deliveryId: parsedInput.delivery, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${parsedInput.request}`, {
      key: "deliveryApproved",
    });
  });

/** Declines what a colleague chose. */
export const decline = merchantAction("staff")
  .metadata({ name: "declineDelivery" })
  .inputSchema(...formInput(delivery))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    await declineDelivery({ storeId: store.id, deliveryId: parsedInput.delivery, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${parsedInput.request}`, {
      key: "deliveryDeclined",
    });
  });

/** Records that the zip and its password were passed on. */
export const passOn = merchantAction("staff")
  .metadata({ name: "passOn" })
  .inputSchema(...formInput(delivery))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    await completeDelivery({ storeId: store.id, deliveryId: parsedInput.delivery, actor });
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${parsedInput.request}`, { key: "passedOn" });
  });

/** Makes a password for the zip. It stands in this answer alone. */
export const makePasswordZip = merchantAction("staff")
  .metadata({ name: "makePasswordZip" })
  .inputSchema(...formInput(delivery))
  .stateAction(async ({ parsedInput, ctx: { store } }) => ({
    secret: await makeZipPassword({ storeId: store.id, deliveryId: parsedInput.delivery }),
  }));
