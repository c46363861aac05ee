"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formInput, storeAction } from "@/lib/action";
import { endSession } from "@/lib/session";

/** Signs the customer out, and back to the storefront. */
export const leaveDemo = storeAction
  .metadata({ name: "leaveDemo" })
  .inputSchema(...formInput({ store: z.string() }))
  .stateAction(async ({ ctx: { store } }) => {
    await endSession("customer");
    redirect(`/demo/${store.slug}`);
  });
