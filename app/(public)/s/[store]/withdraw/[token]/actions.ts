"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { revokeDeliveries } from "@/lib/delivery/expire-deliveries";
import { withdrawByLink } from "@/lib/erasure/erasure-link";
import { limitRate } from "@/lib/http/rate-limit";
import { clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { isToken } from "@/lib/token";

/** Withdraws the request of an approved erasure by the link that the customer was sent. */
export const withdrawErasureByLink = storeAction
  .metadata({ name: "withdrawErasureByLink" })
  .inputSchema(...formInput({ token: z.string().refine(isToken) }))
  .stateAction(async ({ ctx: { store }, parsedInput: { token } }) => {
    await limitRate("publicFormByAddress", await clientIpBlock());
    const reference = await withdrawByLink(store.id, token, revokeDeliveries("withdrawn"));
    return await redirectWithFlash(`/s/${store.slug}/withdraw/done`, { key: "withdrawn", values: { reference } });
  });
