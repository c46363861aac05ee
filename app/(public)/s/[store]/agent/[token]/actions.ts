"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { isToken } from "@/lib/token";
import { confirmAgent } from "@/lib/verification/confirm-agent";

/** Confirms that an agent makes the request for who holds the link. */
export const confirmOwnAgent = storeAction
  .metadata({ name: "confirmOwnAgent" })
  .inputSchema(...formInput({ token: z.string().refine(isToken) }))
  .stateAction(async ({ ctx: { store }, parsedInput: { token } }) => {
    await confirmAgent({ storeId: store.id, token, rateLimitKey: await clientIpBlock() });
    return await redirectWithFlash(`/s/${store.slug}/agent/${token}`, { key: "agentConfirmed" });
  });
