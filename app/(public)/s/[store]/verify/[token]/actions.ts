"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { leaveNotice } from "@/app/(public)/s/[store]/visitor-cookies";
import { clientBlock, formInput, storeAction } from "@/lib/action";
import { limitRate } from "@/lib/rate-limit";
import { isToken } from "@/lib/token";
import { cancelUnverified } from "@/lib/verification/cancel-unverified";
import { confirmVerification } from "@/lib/verification/confirm-verification";

const link = formInput({ token: z.string().refine(isToken) });

/** Verifies the request that a link is for; a link that cannot says why on its own page. */
export const verifyRequest = storeAction
  .metadata({ name: "verifyRequest" })
  .inputSchema(...link)
  .stateAction(async ({ ctx: { store }, parsedInput: { token } }) => {
    await limitRate("publicFormByAddress", await clientBlock());
    if (!(await confirmVerification(store.id, token))) redirect(`/s/${store.slug}/verify/${token}`);
    await leaveNotice(store.slug, "verified");
    redirect(`/s/${store.slug}`);
  });

/** "This wasn't me": ends the request; the link's own page then says so. */
export const cancelRequest = storeAction
  .metadata({ name: "cancelRequest" })
  .inputSchema(...link)
  .stateAction(async ({ ctx: { store }, parsedInput: { token } }) => {
    await limitRate("publicFormByAddress", await clientBlock());
    await cancelUnverified(store.id, token);
    redirect(`/s/${store.slug}/verify/${token}`);
  });
