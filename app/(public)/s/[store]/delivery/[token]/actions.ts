"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { returnToDelivery } from "@/app/(public)/s/[store]/sign-in/return-to";
import { redirectWithFlash } from "@/app/flash";
import { clientInfo } from "@/lib/delivery/client-info";
import { requestCode } from "@/lib/delivery/delivery-code";
import { clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { isToken } from "@/lib/token";

const link = formInput({ token: z.string().refine(isToken) });

/** Sends a code to the verified address. */
export const sendCode = storeAction
  .metadata({ name: "sendDeliveryCode" })
  .inputSchema(...link)
  .stateAction(async ({ ctx: { store }, parsedInput: { token } }) => {
    const client = clientInfo(await headers());
    await requestCode({ storeId: store.id, token, rateLimitKey: await clientIpBlock(), client });
    return await redirectWithFlash(`/s/${store.slug}/delivery/${token}`, { key: "codeSent" });
  });

/** Redirects to the sign-in page, which returns here. */
export const signInFirst = storeAction
  .metadata({ name: "signInForDelivery" })
  .inputSchema(...link)
  .stateAction(async ({ ctx: { store }, parsedInput: { token } }) => {
    await returnToDelivery(store.slug, token);
    redirect(`/s/${store.slug}/sign-in`);
  });
