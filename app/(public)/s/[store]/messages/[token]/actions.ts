"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { clientInfo } from "@/lib/delivery/client-info";
import { enterMessageCode, requestMessageCode } from "@/lib/message/message-code";
import { messageCookie, messageCookieOptions } from "@/lib/message/message-link";
import { atField, clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { isToken } from "@/lib/token";

const token = z.string().refine(isToken);

/** Sends a code to the request's address. */
export const sendMessageCode = storeAction
  .metadata({ name: "sendMessageCode" })
  .inputSchema(...formInput({ token }))
  .stateAction(async ({ ctx: { store }, parsedInput }) => {
    await requestMessageCode({ ...(await visitor(store.id)), token: parsedInput.token });
    return await redirectWithFlash(`/s/${store.slug}/messages/${parsedInput.token}`, { key: "codeSent" });
  });

/** Opens the request's messages by the code that was sent. */
export const openMessages = storeAction
  .metadata({ name: "openMessages" })
  .inputSchema(...formInput({ token, code: z.string({ error: "codeWrong" }).max(20, { error: "codeWrong" }) }))
  .stateAction(async ({ ctx: { store }, parsedInput }) => {
    const entered = enterMessageCode({ ...(await visitor(store.id)), ...parsedInput });
    const { requestId, cookie } = await atField("code", ["codeWrong", "codeOver"], entered);
    (await cookies()).set(messageCookie(requestId), cookie, messageCookieOptions());
    redirect(`/s/${store.slug}/answer/${requestId}`);
  });

async function visitor(storeId: string) {
  return { storeId, rateLimitKey: await clientIpBlock(), client: clientInfo(await headers()) };
}
