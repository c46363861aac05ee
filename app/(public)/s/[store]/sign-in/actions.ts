"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { limitRate } from "@/lib/http/rate-limit";
import { sendSignInLink } from "@/lib/notification/send-sign-in-link";
import { logSecurity } from "@/lib/observability/security-log";
import { clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { clientNetwork, startSession } from "@/lib/sign-in/session";
import { signInByHandoff } from "@/lib/sign-in/sign-in-by-handoff";
import { signInByLink } from "@/lib/sign-in/sign-in-by-link";
import { typedEmail } from "@/lib/store/typed-text";
import { nextPath } from "./next-path";
import { returnToNext, takeReturn } from "./return-to";

/** Sends a sign-in link. The answer is the same for every address. */
export const sendLink = storeAction
  .metadata({ name: "sendSignInLink" })
  .inputSchema(...formInput({ email: typedEmail, next: z.string().optional() }))
  .stateAction(async ({ ctx: { store }, parsedInput: { email, next } }) => {
    const [locale, rateLimitKey] = [await getLocale(), await clientIpBlock()];
    await sendSignInLink({ storeId: store.id, email, locale, rateLimitKey });
    if (next) await returnToNext(store.slug, next);
    return await redirectWithFlash(`/s/${store.slug}/sign-in`, {
      key: "signInLinkSent",
      values: { email: email.address },
    });
  });

/** Signs a customer in by an emailed link or by the store's hand-off, and uses it up. */
export const continueSignIn = storeAction
  .metadata({ name: "continueSignIn" })
  .inputSchema(...formInput({ link: z.string().optional(), token: z.string().optional(), next: z.string().optional() }))
  .stateAction(async ({ ctx: { store }, parsedInput: { link, token, next } }) => {
    await limitRate("publicFormByAddress", await clientIpBlock());
    const method = link ? "emailed link" : "hand-off";
    const identity = link ? await signInByLink(store.id, link) : await signInByHandoff(store.id, token ?? "");
    // The page explains that the link is not valid, and what to do.
    if (!identity) {
      logSecurity("sign-in failed", { kind: "customer", method, storeId: store.id, from: await clientNetwork() });
      redirect(`/s/${store.slug}/sign-in?${link ? "link" : "token"}=used`);
    }
    await startSession("customer", { storeId: store.id, ...identity }, method);
    redirect((await takeReturn(store.slug)) ?? nextPath(store.slug, next));
  });
