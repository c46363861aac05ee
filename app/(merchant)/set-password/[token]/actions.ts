"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { atField, clientBlock, formInput, publicAction } from "@/lib/action";
import { firstStore } from "@/lib/merchant/first-store";
import { newPassword } from "@/lib/merchant/password-rule";
import { setPassword as setMerchantPassword } from "@/lib/merchant/set-password";
import { limitRate } from "@/lib/rate-limit";
import { startSession } from "@/lib/session";

/** Sets the password that a one-time link is for, and signs its merchant in. */
export const setPassword = publicAction
  .metadata({ name: "setPassword" })
  .inputSchema(...formInput({ token: z.string(), password: newPassword }))
  .stateAction(async ({ parsedInput: { token, password } }) => {
    // Hashing costs time and memory, and the form is open to anyone.
    await limitRate("publicFormByAddress", `set-password ${await clientBlock()}`);
    const { merchantId } = await atField(
      "password",
      ["passwordNamesAddress"],
      setMerchantPassword({ token, password }),
    );
    await startSession("merchant", { merchantId }, "password link");
    const store = await firstStore(merchantId);
    redirect(store ? `/dashboard/${store}/requests` : "/sign-in");
  });
