"use server";

import { z } from "zod";
import { type Flash, redirectWithFlash } from "@/app/flash";
import { approveDelivery } from "@/lib/delivery/approve-delivery";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { sendLinkAgain } from "@/lib/delivery/delivery-link";
import { handoverChannels } from "@/lib/delivery/delivery-policy";
import { declineDelivery, markAsSent, revokeDelivery } from "@/lib/delivery/end-delivery";
import type { MerchantsDelivery } from "@/lib/delivery/lock-delivery";
import { methods } from "@/lib/delivery/methods/registry";
import { keyRefusals, readPublicKey } from "@/lib/delivery/read-public-key";
import { makeZipPassword } from "@/lib/delivery/zip-password";
import { atField, formInput, merchantAction } from "@/lib/sign-in/action";
import type { Permission } from "@/lib/sign-in/permissions";
import { deliveryMethods } from "@/lib/store/delivery-settings";

/** Sends the data to the customer by the chosen method. */
export const deliver = merchantAction("delivery.create")
  .metadata({ name: "deliver" })
  .inputSchema(
    ...formInput({
      request: z.uuid(),
      method: z.enum(deliveryMethods),
      publicKey: z.string().trim().optional(),
      how: z.enum(handoverChannels).default("other"),
      note: z.string().trim().max(2000, { error: "noteTooLong" }).optional(),
    }),
  )
  .stateAction(async ({ parsedInput: { request: requestId, method, publicKey, how, note }, ctx: { store, actor } }) => {
    const openpgpKey =
      publicKey && methods[method].fields.includes("publicKey")
        ? await atField("publicKey", keyRefusals, readPublicKey(publicKey))
        : undefined;
    const { state } = await createDelivery({
      ...{ storeId: store.id, requestId, actor, method },
      ...{ publicKey: openpgpKey?.armored, handedOverHow: how, handedOverNote: note },
    });
    const notices: Partial<Record<typeof state, "deliveryAwaits" | "deliveryFailedAlready">> = {
      awaiting_approval: "deliveryAwaits",
      failed: "deliveryFailedAlready",
    };
    const key = notices[state] ?? methods[method].merchant.notice;
    return await redirectWithFlash(`/dashboard/${store.slug}/requests/${requestId}`, { key });
  });

const delivery = { request: z.uuid(), delivery: z.uuid() };

/** An action on a request's delivery, and the message that the page then shows. */
const deliveryAction = (
  permission: Permission,
  name: string,
  act: (target: MerchantsDelivery) => Promise<unknown>,
  notice: Flash,
) =>
  merchantAction(permission)
    .metadata({ name })
    .inputSchema(...formInput(delivery))
    .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
      await act({ storeId: store.id, deliveryId: parsedInput.delivery, actor });
      return await redirectWithFlash(`/dashboard/${store.slug}/requests/${parsedInput.request}`, notice);
    });

/** Sends the customer another link. */
export const sendAgain = deliveryAction("delivery.manage", "sendLinkAgain", sendLinkAgain, { key: "linkSentAgain" });

/** Revokes a delivery. */
export const revoke = deliveryAction("delivery.manage", "revokeDelivery", revokeDelivery, { key: "deliveryRevoked" });

/** Approves what a colleague chose. */
export const approve = deliveryAction("delivery.approve", "approveDelivery", approveDelivery, {
  key: "deliveryApproved",
});

/** Declines what a colleague chose. */
export const decline = deliveryAction("delivery.approve", "declineDelivery", declineDelivery, {
  key: "deliveryDeclined",
});

/** Records that the merchant has sent the ZIP file and its password. */
export const passOn = deliveryAction("delivery.manage", "passOn", markAsSent, { key: "passedOn" });

/** Creates a password for the ZIP file. Only this answer contains it. */
export const makePasswordZip = merchantAction("delivery.manage")
  .metadata({ name: "makePasswordZip" })
  .inputSchema(...formInput(delivery))
  .stateAction(async ({ parsedInput, ctx: { store } }) => ({
    secret: await makeZipPassword({ storeId: store.id, deliveryId: parsedInput.delivery }),
  }));
