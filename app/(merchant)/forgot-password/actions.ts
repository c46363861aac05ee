"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { clientIpBlock, formInput, publicAction } from "@/lib/sign-in/action";
import { requestPasswordLink } from "@/lib/sign-in/request-password-link";
import { typedEmail } from "@/lib/store/typed-text";

/** Sends a link to set a new password. The answer is the same for every address. */
export const sendPasswordLink = publicAction
  .metadata({ name: "sendPasswordLink" })
  .inputSchema(...formInput({ email: typedEmail }))
  .stateAction(async ({ parsedInput: { email } }) => {
    const [locale, rateLimitKey] = [await getLocale(), await clientIpBlock()];
    await requestPasswordLink({ email, locale, rateLimitKey });
    redirect("/forgot-password?sent=1");
  });
