"use server";

import { type Flash, redirectWithFlash } from "@/app/flash";
import { UserError } from "@/lib/error";
import { atField, clientIpBlock, formInput, publicAction } from "@/lib/sign-in/action";
import { changePassword, endOwnSessions } from "@/lib/sign-in/change-password";
import { currentMerchant } from "@/lib/sign-in/member";
import { newPassword } from "@/lib/sign-in/password-rule";
import { startSession } from "@/lib/sign-in/session";
import { typedPassword } from "@/lib/store/typed-text";

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

async function proofOf(password: string) {
  const merchant = await currentMerchant();
  if (!merchant) throw new UserError("sessionEnded");
  return { merchantId: merchant.id, current: password, rateLimitKey: await clientIpBlock() };
}

async function stay(merchantId: string, flash: Flash): Promise<never> {
  await startSession("merchant", { merchantId }, "password");
  return await redirectWithFlash("/account", flash);
}
