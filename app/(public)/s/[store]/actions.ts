"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { z } from "zod";
import { flashText, redirectWithFlash } from "@/app/flash";
import { localeCookie } from "@/app/request-locale";
import { UserError } from "@/lib/error";
import { cookieOptions } from "@/lib/http/cookie";
import { isLocale } from "@/lib/locale";
import { submitRequest } from "@/lib/request/submit-request";
import { submitSignedInRequest } from "@/lib/request/submit-signed-in-request";
import { requestTypeField } from "@/lib/request/type-rules";
import { clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { endSession } from "@/lib/sign-in/session";
import { typedEmail } from "@/lib/store/typed-text";

/** A guest's request. The answer is the same for every address. */
export const requestAsGuest = storeAction
  .metadata({ name: "requestAsGuest" })
  .inputSchema(...formInput({ email: typedEmail, type: requestTypeField }))
  .stateAction(async ({ ctx: { store }, parsedInput: { email, type } }) => {
    await submitRequest({ store, type, email, locale: await getLocale(), rateLimitKey: await clientIpBlock() });
    const flash = { key: "checkInbox", values: { email: email.address } } as const;
    // A script is answered in place: rendering the page again would cost more than the request itself.
    if ((await headers()).has("next-action")) return { answer: await flashText(flash) };
    return await redirectWithFlash(`/s/${store.slug}`, flash);
  });

/** A signed-in customer's request. Their identity comes from the session alone. */
export const requestSignedIn = storeAction
  .metadata({ name: "requestSignedIn" })
  .inputSchema(...formInput({ type: requestTypeField }))
  .stateAction(async ({ ctx: { store }, parsedInput: { type } }) => {
    const identity = await currentCustomer(store.id);
    if (!identity) throw new UserError("sessionEnded");
    const [locale, rateLimitKey] = [await getLocale(), await clientIpBlock()];
    const { reference, made } = await submitSignedInRequest({ store, type, identity, locale, rateLimitKey });
    return await redirectWithFlash(`/s/${store.slug}`, {
      key: made ? "received" : "receivedAlready",
      values: { reference },
    });
  });

/** Ends the customer's session in this browser: a plain form's action. */
export const signOut = storeAction
  .metadata({ name: "signOutCustomer" })
  .inputSchema(...formInput({ store: z.string() }))
  .stateAction(async ({ ctx: { store } }) => {
    await endSession("customer");
    redirect(`/s/${store.slug}`);
  });

/** Saves the visitor's choice of language. A plain form's action, which renders the page again. */
export async function chooseLanguage(form: FormData) {
  // A client that calls the action directly may send anything, or nothing.
  const chosen = form instanceof FormData ? form.get("locale") : undefined;
  if (typeof chosen !== "string" || !isLocale(chosen)) return;
  (await cookies()).set(localeCookie(), chosen, { ...cookieOptions(), maxAge: 365 * 24 * 3600 });
}
