"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { limitRate } from "@/lib/http/rate-limit";
import { clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { isToken } from "@/lib/token";
import { cancelUnverified } from "@/lib/verification/confirm-verification";

const link = formInput({ token: z.string().refine(isToken) });

/** "This wasn't me": cancels the request; the link's page then shows that. */
export const cancelRequest = storeAction
  .metadata({ name: "cancelRequest" })
  .inputSchema(...link)
  .stateAction(async ({ ctx: { store }, parsedInput: { token } }) => {
    await limitRate("publicFormByAddress", await clientIpBlock());
    await cancelUnverified(store.id, token);
    redirect(`/s/${store.slug}/verify/${token}`);
  });
