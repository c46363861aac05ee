"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { firstStore } from "@/lib/merchant/list-stores";
import { atField, clientIpBlock, formInput, publicAction } from "@/lib/sign-in/action";
import { returnPath } from "@/lib/sign-in/return-path";
import { endSession, startSession } from "@/lib/sign-in/session";
import { signIn as signInMerchant } from "@/lib/sign-in/sign-in-by-password";
import { requiredText, typedPassword } from "@/lib/store/typed-text";

/** Signs a merchant in, and redirects to `next` or to their first store's requests. */
export const signIn = publicAction
  .metadata({ name: "signIn" })
  .inputSchema(
    ...formInput({
      email: requiredText(254, "emailMissing", "emailTooLong"),
      password: typedPassword,
      next: z.string().optional(),
    }),
  )
  .stateAction(async ({ parsedInput: { email, password, next } }) => {
    const rateLimitKey = await clientIpBlock();
    const { merchantId } = await atField(
      "password",
      ["signInFailed"],
      signInMerchant({ email, password, rateLimitKey }),
    );
    await startSession("merchant", { merchantId }, "password");
    const store = await firstStore(merchantId);
    redirect(returnPath(next) ?? (store ? `/dashboard/${store}/requests` : "/sign-in"));
  });

/** Ends the merchant's session in this browser: `<form action={signOut}>`. */
export async function signOut() {
  await endSession("merchant");
  redirect("/sign-in");
}
