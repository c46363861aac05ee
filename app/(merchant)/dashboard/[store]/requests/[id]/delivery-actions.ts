"use server";

import { z } from "zod";
import { zfd } from "zod-form-data";
import type { Flash } from "@/app/flash";
import { approveDelivery } from "@/lib/delivery/approve-delivery";
import { askToConfirm } from "@/lib/delivery/ask-to-confirm";
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
import { MAX_MESSAGE_LENGTH, MAX_REASON_LENGTH, typedMessage } from "@/lib/store/typed-text";
import { IdentityCheck } from "@/prisma/generated/enums";
import { requestAction } from "./request-action";

/** Sends the data to the customer by the chosen method. */
export const deliver = requestAction(
  "delivery.create",
  "deliver",
  {
    method: z.enum(deliveryMethods),
    publicKey: z.string().trim().optional(),
    how: z.enum(handoverChannels).default("other"),
    note: z.string().trim().max(MAX_REASON_LENGTH, { error: "noteTooLong" }).optional(),
    message: typedMessage(MAX_MESSAGE_LENGTH, "messageTooLong").optional(),
    looked: zfd.checkbox(),
    incomplete: zfd.checkbox(),
    identity: z.union([z.literal(""), z.enum(IdentityCheck)], { error: "identityMissing" }).optional(),
    identityNote: z.string().trim().max(500, { error: "identityNoteTooLong" }).optional(),
  },
  async (target, { method, publicKey, how, note, message, looked, incomplete, identity, identityNote }) => {
    const openpgpKey =
      publicKey && methods[method].fields.includes("publicKey")
        ? await atField("publicKey", keyRefusals, readPublicKey(publicKey))
        : undefined;
    const created = createDelivery({
      ...target,
      ...{ method, looked, incomplete, publicKey: openpgpKey?.armored, handedOverHow: how, handedOverNote: note },
      message,
      ...{ identityCheck: identity || undefined, identityNote },
    });
    const looking = atField("looked", ["redactionsLost"], created);
    const accepting = atField("incomplete", ["exportIncomplete"], looking);
    const checked = atField("identity", ["identityMissing"], accepting);
    const { state } = await atField("identityNote", ["identityNoteMissing"], checked);
    const notices: Partial<Record<typeof state, "deliveryAwaits" | "deliveryFailedAlready">> = {
      awaiting_approval: "deliveryAwaits",
      failed: "deliveryFailedAlready",
    };
    return { key: notices[state] ?? methods[method].merchant.notice };
  },
);

/** Asks the owners to confirm the information that comes with each copy. */
export const askOwners = requestAction("delivery.create", "askOwners", {}, async (target) => {
  const notices = {
    asked: "ownersAsked",
    askedAlready: "ownersAskedAlready",
    confirmed: "informationConfirmedAlready",
  } as const;
  return { key: notices[await askToConfirm(target)] };
});

/** An action on a request's delivery, and the message that the page then shows. */
const deliveryAction = (
  permission: Permission,
  name: string,
  act: (target: MerchantsDelivery) => Promise<unknown>,
  notice: Flash,
) =>
  requestAction(permission, name, { delivery: z.uuid() }, async ({ storeId, actor }, { delivery: deliveryId }) => {
    await act({ storeId, deliveryId, actor });
    return notice;
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
  .inputSchema(...formInput({ delivery: z.uuid() }))
  .stateAction(async ({ parsedInput, ctx: { store } }) => ({
    secret: await makeZipPassword({ storeId: store.id, deliveryId: parsedInput.delivery }),
  }));
