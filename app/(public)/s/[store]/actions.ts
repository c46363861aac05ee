"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { currentReader } from "@/app/request-locale";
import { UserError } from "@/lib/error";
import { isLocale } from "@/lib/locale";
import { customerHint, submitRequest } from "@/lib/request/submit-request";
import { submitSignedInRequest } from "@/lib/request/submit-signed-in-request";
import { clientIpBlock, formInput, formInputOf, storeAction } from "@/lib/sign-in/action";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { setLocaleCookie } from "@/lib/sign-in/save-preferences";
import { endSession } from "@/lib/sign-in/session";
import { typedEmail } from "@/lib/store/typed-text";
import { correctionIn, requestFields } from "./request-fields";
import { confirmation } from "./sent/confirmation";
import { rememberAddress } from "./sent/typed-address";

/** A guest's request, and the same again where the email did not come. The answer is the same for every address. */
export const requestAsGuest = storeAction
  .metadata({ name: "requestAsGuest" })
  .inputSchema(
    ...formInputOf(async (data) => ({
      email: typedEmail,
      // Neither is in the form of the release before.
      hint: customerHint.optional(),
      again: z.string().optional(),
      // What was written with the first request is there already.
      ...requestFields(data.has("again") ? undefined : data.get("type")),
    })),
  )
  .stateAction(async ({ ctx: { store }, parsedInput: { email, type, country, hint, again, ...texts } }) => {
    const reader = await currentReader();
    const rateLimitKey = await clientIpBlock();
    const asked = { store, type, country, correction: correctionIn(texts), ...reader, rateLimitKey };
    await submitRequest({ ...asked, email, hint });
    const typed = { email: email.address, again: again !== undefined, type, country };
    // A script shows the confirmation in place.
    if ((await headers()).has("next-action")) return confirmation(store, reader, typed);
    await rememberAddress(store, typed);
    redirect(`/s/${store.slug}/sent`);
  });

/** A signed-in customer's request. Their identity comes from the session alone. */
export const requestSignedIn = storeAction
  .metadata({ name: "requestSignedIn" })
  .inputSchema(...formInputOf(async (data) => requestFields(data.get("type"))))
  .stateAction(async ({ ctx: { store }, parsedInput: { type, country, ...texts } }) => {
    const identity = await currentCustomer(store.id);
    if (!identity) throw new UserError("sessionEnded");
    const asked = { store, type, country, correction: correctionIn(texts), ...(await currentReader()) };
    const { reference, made } = await submitSignedInRequest({
      ...{ ...asked, identity },
      rateLimitKey: await clientIpBlock(),
    });
    return await redirectWithFlash(`/s/${store.slug}/account`, {
      key: !made ? "receivedAlready" : identity.email ? "received" : "receivedByAccount",
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
  await setLocaleCookie(chosen);
}
