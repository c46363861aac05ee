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
import { requestTypeField } from "@/lib/request/type-rules";
import { clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { setLocaleCookie } from "@/lib/sign-in/save-preferences";
import { endSession } from "@/lib/sign-in/session";
import { typedEmail } from "@/lib/store/typed-text";
import { confirmation } from "./sent/confirmation";
import { rememberAddress } from "./sent/typed-address";

/** A guest's request, and the same again where the email did not come. The answer is the same for every address. */
export const requestAsGuest = storeAction
  .metadata({ name: "requestAsGuest" })
  .inputSchema(
    ...formInput({
      email: typedEmail,
      type: requestTypeField,
      // Neither is in the form of the release before.
      hint: customerHint.optional(),
      again: z.string().optional(),
    }),
  )
  .stateAction(async ({ ctx: { store }, parsedInput: { email, type, hint, again } }) => {
    const reader = await currentReader();
    await submitRequest({ store, type, email, hint, ...reader, rateLimitKey: await clientIpBlock() });
    const typed = { email: email.address, again: again !== undefined };
    // A script shows the confirmation in place.
    if ((await headers()).has("next-action")) return confirmation(store, reader, typed);
    await rememberAddress(store, typed);
    redirect(`/s/${store.slug}/sent`);
  });

/** A signed-in customer's request. Their identity comes from the session alone. */
export const requestSignedIn = storeAction
  .metadata({ name: "requestSignedIn" })
  .inputSchema(...formInput({ type: requestTypeField }))
  .stateAction(async ({ ctx: { store }, parsedInput: { type } }) => {
    const identity = await currentCustomer(store.id);
    if (!identity) throw new UserError("sessionEnded");
    const request = { store, type, identity, ...(await currentReader()), rateLimitKey: await clientIpBlock() };
    const { reference, made } = await submitSignedInRequest(request);
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
