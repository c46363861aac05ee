"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { limitRate } from "@/lib/http/rate-limit";
import { firstStore } from "@/lib/merchant/list-stores";
import { atField, clientIpBlock, formInput, publicAction } from "@/lib/sign-in/action";
import { newPassword } from "@/lib/sign-in/password-rule";
import { startSession } from "@/lib/sign-in/session";
import { setPassword as setMerchantPassword } from "@/lib/sign-in/set-password";

/** Sets a password by a one-time link, and signs its merchant in. */
export const setPassword = publicAction
  .metadata({ name: "setPassword" })
  .inputSchema(...formInput({ token: z.string(), password: newPassword }))
  .stateAction(async ({ parsedInput: { token, password } }) => {
    // Hashing costs time and memory, and the form is open to anyone.
    await limitRate("publicFormByAddress", `set-password ${await clientIpBlock()}`);
    const { merchantId } = await atField(
      "password",
      ["passwordNamesAddress"],
      setMerchantPassword({ token, password }),
    );
    await startSession("merchant", { merchantId }, "password link");
    const store = await firstStore(merchantId);
    redirect(store ? `/dashboard/${store}/requests` : "/sign-in");
  });
