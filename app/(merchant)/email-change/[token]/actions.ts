"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { limitRate } from "@/lib/http/rate-limit";
import { clientIpBlock, formInput, publicAction } from "@/lib/sign-in/action";
import { confirmEmailChange as confirmChange, stopEmailChange as stopChange } from "@/lib/sign-in/change-email";

/** Confirms a change of address for the one of the two that the link was sent to. */
export const confirmEmailChange = publicAction
  .metadata({ name: "confirmEmailChange" })
  .inputSchema(...formInput({ token: z.string() }))
  .stateAction(async ({ parsedInput: { token } }) => {
    await limitRate("publicFormByAddress", await clientIpBlock());
    redirect(`/email-change/${(await confirmChange(token)) ? "made" : "confirmed"}`);
  });

/** Stops a change of address. */
export const stopEmailChange = publicAction
  .metadata({ name: "stopEmailChange" })
  .inputSchema(...formInput({ token: z.string() }))
  .stateAction(async ({ parsedInput: { token } }) => {
    await limitRate("publicFormByAddress", await clientIpBlock());
    await stopChange(token);
    redirect("/email-change/stopped");
  });
