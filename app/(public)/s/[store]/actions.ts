"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { localeCookie } from "@/app/request-locale";
import { UserError } from "@/lib/error";
import { cookieOptions } from "@/lib/http/cookie";
import { isLocale } from "@/lib/locale";
import { requestType } from "@/lib/request/request-type";
import { submitRequest } from "@/lib/request/submit-request";
import { submitSignedInRequest } from "@/lib/request/submit-signed-in-request";
import { clientBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { endSession } from "@/lib/sign-in/session";
import { typedEmail } from "@/lib/store/typed-email";
import { leaveNotice } from "./visitor-cookies";

/** A guest's request. The answer is the same for every address. */
export const requestAsGuest = storeAction
  .metadata({ name: "requestAsGuest" })
  .inputSchema(...formInput({ email: typedEmail, type: requestType }))
  .stateAction(async ({ ctx: { store }, parsedInput: { email, type } }) => {
    await submitRequest({ store, type, email, locale: await getLocale(), block: await clientBlock() });
    // A browser that posts the form itself is redirected to a page that is safe to reload (RFC 9110, 15.4.4).
    if (!(await headers()).has("next-action")) {
      await leaveNotice(store.slug, "checkInbox");
      redirect(`/s/${store.slug}`);
    }
    return { notice: (await getTranslations("public.notices"))("checkInbox") };
  });

/** A signed-in customer's request. Who they are comes from the session alone. */
export const requestSignedIn = storeAction
  .metadata({ name: "requestSignedIn" })
  .inputSchema(...formInput({ type: requestType }))
  .stateAction(async ({ ctx: { store }, parsedInput: { type } }) => {
    const identity = await currentCustomer(store.id);
    if (!identity) throw new UserError("sessionEnded");
    const [locale, block] = [await getLocale(), await clientBlock()];
    const { reference, made } = await submitSignedInRequest({ store, type, identity, locale, block });
    return { notice: (await getTranslations("public"))(made ? "received" : "receivedAlready", { reference }) };
  });

/** Ends the customer's session of this browser: a plain form's action. */
export const signOut = storeAction
  .metadata({ name: "signOutCustomer" })
  .inputSchema(...formInput({ store: z.string() }))
  .stateAction(async ({ ctx: { store } }) => {
    await endSession("customer");
    redirect(`/s/${store.slug}`);
  });

/** Keeps the visitor's choice of language: a plain form's action; the page is rendered anew by it. */
export async function chooseLanguage(form: FormData) {
  // What calls an action itself may send anything, or nothing.
  const chosen = form instanceof FormData ? form.get("locale") : undefined;
  if (typeof chosen !== "string" || !isLocale(chosen)) return;
  (await cookies()).set(localeCookie(), chosen, { ...cookieOptions(), maxAge: 365 * 24 * 3600 });
}
