"use server";

import { getLocale } from "next-intl/server";
import { z } from "zod";
import { type Flash, redirectWithFlash } from "@/app/flash";
import { UserError } from "@/lib/error";
import { isLocale, locales } from "@/lib/locale";
import { atField, clientIpBlock, formInput, publicAction } from "@/lib/sign-in/action";
import { requestEmailChange, withdrawEmailChange } from "@/lib/sign-in/change-email";
import { changePassword, endOwnSessions } from "@/lib/sign-in/change-password";
import { currentMerchant } from "@/lib/sign-in/member";
import { newPassword } from "@/lib/sign-in/password-rule";
import { savePreferences as saveOwnPreferences, setLocaleCookie } from "@/lib/sign-in/save-preferences";
import { startSession } from "@/lib/sign-in/session";
import { timeZoneField } from "@/lib/store/data-request-settings";
import { typedEmail, typedPassword } from "@/lib/store/typed-text";

/** Changes the signed-in merchant's password; they stay signed in only in this browser. */
export const changeOwnPassword = publicAction
  .metadata({ name: "changeOwnPassword" })
  .inputSchema(...formInput({ currentPassword: typedPassword, password: newPassword }))
  .stateAction(async ({ parsedInput: { currentPassword, password } }) => {
    const proof = await proofOf(currentPassword);
    const changed = atField("password", ["passwordNamesAddress"], changePassword({ ...proof, password }));
    await atField("currentPassword", ["passwordWrong"], changed);
    return await stay(proof.merchantId, { key: "passwordChanged" });
  });

/** Ends all of the signed-in merchant's sessions except this browser's. */
export const signOutElsewhere = publicAction
  .metadata({ name: "signOutElsewhere" })
  .inputSchema(...formInput({ endPassword: typedPassword }))
  .stateAction(async ({ parsedInput: { endPassword } }) => {
    const proof = await proofOf(endPassword);
    await atField("endPassword", ["passwordWrong"], endOwnSessions(proof));
    return await stay(proof.merchantId, { key: "signedOutElsewhere" });
  });

/** Asks both addresses to confirm that the signed-in merchant signs in with another one from now on. */
export const changeOwnEmail = publicAction
  .metadata({ name: "changeOwnEmail" })
  .inputSchema(...formInput({ newEmail: typedEmail, emailPassword: typedPassword }))
  .stateAction(async ({ parsedInput: { newEmail: email, emailPassword } }) => {
    const proof = await proofOf(emailPassword);
    const asked = atField(
      "newEmail",
      ["emailSame"],
      requestEmailChange({ ...proof, email, locale: await getLocale() }),
    );
    await atField("emailPassword", ["passwordWrong"], asked);
    return await redirectWithFlash("/account", { key: "emailChangeAsked" });
  });

/** Withdraws the change of the signed-in merchant's address. */
export const withdrawOwnEmailChange = publicAction
  .metadata({ name: "withdrawOwnEmailChange" })
  .inputSchema(...formInput({}))
  .stateAction(async () => {
    await withdrawEmailChange((await signedIn()).id);
    return await redirectWithFlash("/account", { key: "emailChangeWithdrawn" });
  });

/** Saves the signed-in merchant's own language and time zone; empty for the browser's and the store's. */
export const savePreferences = publicAction
  .metadata({ name: "savePreferences" })
  .inputSchema(...formInput({ locale: z.literal("").or(z.enum(locales)), timeZone: z.literal("").or(timeZoneField) }))
  .stateAction(async ({ parsedInput: { locale, timeZone } }) => {
    const { id } = await signedIn();
    await saveOwnPreferences(id, { locale: locale || null, timeZone: timeZone || null });
    return await redirectWithFlash("/account", { key: "preferencesSaved" });
  });

/** Chooses a language, for this browser and for the merchant who is signed in in it: `<form action={switchLanguage}>`. */
export async function switchLanguage(form: FormData) {
  // A client that calls the action directly may send anything, or nothing.
  const chosen = form instanceof FormData ? form.get("locale") : undefined;
  if (typeof chosen !== "string" || !isLocale(chosen)) return;
  const merchant = await currentMerchant();
  if (merchant) await saveOwnPreferences(merchant.id, { locale: chosen });
  else await setLocaleCookie(chosen);
}

async function signedIn() {
  const merchant = await currentMerchant();
  if (!merchant) throw new UserError("sessionEnded");
  return merchant;
}

async function proofOf(password: string) {
  const { id } = await signedIn();
  return { merchantId: id, current: password, rateLimitKey: await clientIpBlock() };
}

async function stay(merchantId: string, flash: Flash): Promise<never> {
  await startSession("merchant", { merchantId }, "password");
  return await redirectWithFlash("/account", flash);
}
