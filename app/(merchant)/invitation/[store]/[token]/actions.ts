"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { UserError } from "@/lib/error";
import { limitRate } from "@/lib/http/rate-limit";
import { acceptAsMerchant, acceptAsNew, acceptByPassword } from "@/lib/merchant/accept-invitation";
import { atField, clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { currentMerchant } from "@/lib/sign-in/member";
import { newPassword } from "@/lib/sign-in/password-rule";
import { startSession } from "@/lib/sign-in/session";
import { requiredText, typedPassword } from "@/lib/store/typed-text";

const token = z.string();

/** Accepts an invitation as the merchant who is signed in. */
export const acceptInvitation = storeAction
  .metadata({ name: "acceptInvitation" })
  .inputSchema(...formInput({ token }))
  .stateAction(async ({ ctx: { store }, parsedInput: { token } }) => {
    const merchant = await currentMerchant();
    if (!merchant) throw new UserError("sessionEnded");
    await acceptAsMerchant(store.id, token, merchant);
    return await welcome(store);
  });

/** Signs in with the invitation's address, and accepts it. */
export const signInAndAccept = storeAction
  .metadata({ name: "signInAndAccept" })
  .inputSchema(...formInput({ token, password: typedPassword }))
  .stateAction(async ({ ctx: { store }, parsedInput: { token, password } }) => {
    const proof = { password, rateLimitKey: await clientIpBlock() };
    const { merchantId } = await atField("password", ["signInFailed"], acceptByPassword(store.id, token, proof));
    await startSession("merchant", { merchantId }, "password");
    return await welcome(store);
  });

/** Accepts an invitation as someone new, who chooses a name and a password. */
export const joinAsNew = storeAction
  .metadata({ name: "joinAsNew" })
  .inputSchema(...formInput({ token, name: requiredText(100, "nameMissing", "nameTooLong"), password: newPassword }))
  .stateAction(async ({ ctx: { store }, parsedInput: { token, ...account } }) => {
    // Hashing costs time and memory, and the form is open to anyone.
    await limitRate("publicFormByAddress", `set-password ${await clientIpBlock()}`);
    const accepted = acceptAsNew(store.id, token, account);
    const { merchantId } = await atField("password", ["passwordNamesAddress"], accepted);
    await startSession("merchant", { merchantId }, "invitation");
    return await welcome(store);
  });

async function welcome({ slug, name }: { slug: string; name: string }): Promise<never> {
  return await redirectWithFlash(`/dashboard/${slug}/requests`, { key: "joined", values: { name } });
}
