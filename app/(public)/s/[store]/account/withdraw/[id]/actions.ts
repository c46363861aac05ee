"use server";

import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { revokeDeliveries } from "@/lib/delivery/expire-deliveries";
import { endingErasure } from "@/lib/erasure/withdraw-erasure";
import { UserError } from "@/lib/error";
import { limitRate } from "@/lib/http/rate-limit";
import { withdrawRequest } from "@/lib/request/withdraw-request";
import { clientIpBlock, formInput, storeAction } from "@/lib/sign-in/action";
import { currentCustomer } from "@/lib/sign-in/customer-session";

/** Withdraws a signed-in customer's own request. */
export const withdraw = storeAction
  .metadata({ name: "withdraw" })
  .inputSchema(...formInput({ request: z.string() }))
  .stateAction(async ({ ctx: { store }, parsedInput: { request } }) => {
    const identity = await currentCustomer(store.id);
    if (!identity) throw new UserError("sessionEnded");
    await limitRate("publicFormByAddress", await clientIpBlock());
    const target = { storeId: store.id, requestId: request, identity };
    const reference = await withdrawRequest(target, endingErasure(revokeDeliveries("withdrawn")));
    return await redirectWithFlash(`/s/${store.slug}/account`, { key: "withdrawn", values: { reference } });
  });
