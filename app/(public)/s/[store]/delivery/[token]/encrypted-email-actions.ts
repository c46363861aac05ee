"use server";

import { cookies, headers } from "next/headers";
import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { clientInfo } from "@/lib/delivery/client-info";
import { accessCookie } from "@/lib/delivery/delivery-access";
import { findDeliveryLink } from "@/lib/delivery/delivery-link";
import { requestEncryptedEmail } from "@/lib/delivery/encrypted-email";
import { keyRefusals, readPublicKey } from "@/lib/delivery/read-public-key";
import { UserError } from "@/lib/error";
import { atField, formInput, storeAction } from "@/lib/sign-in/action";
import { isToken } from "@/lib/token";

/** Sends the archive to the verified address, encrypted to the key that was pasted. */
export const sendEncrypted = storeAction
  .metadata({ name: "sendEncrypted" })
  .inputSchema(
    ...formInput({ token: z.string().refine(isToken), publicKey: z.string({ error: "keyMalformed" }).trim() }),
  )
  .stateAction(async ({ ctx: { store }, parsedInput: { token, publicKey } }) => {
    const deliveryId = await findDeliveryLink(store.id, token);
    const cookie = deliveryId && (await cookies()).get(accessCookie(deliveryId))?.value;
    // Before the key is parsed, so that nobody else can make the server work.
    if (!deliveryId || !cookie) throw new UserError("deliveryOver");
    const { armored } = await atField("publicKey", keyRefusals, readPublicKey(publicKey));
    const client = clientInfo(await headers());
    const sentTo = await requestEncryptedEmail({ storeId: store.id, deliveryId, cookie, publicKey: armored, client });
    return await redirectWithFlash(`/s/${store.slug}/delivery/${token}`, {
      key: "encryptedEmailSent",
      values: { email: sentTo },
    });
  });
