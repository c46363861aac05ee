"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { formInput, storeAction } from "@/lib/sign-in/action";
import { endSession } from "@/lib/sign-in/session";
import { findDemoStore } from "./find-demo-store";

/** Signs the customer out and returns to the storefront. */
export const leaveDemo = storeAction
  .metadata({ name: "leaveDemo" })
  .inputSchema(...formInput({ store: z.string() }))
  .stateAction(async ({ ctx: { store } }) => {
    if (!(await findDemoStore(store.slug))) notFound();
    await endSession("customer");
    redirect(`/demo/${store.slug}`);
  });
