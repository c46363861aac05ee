"use server";

import { refresh } from "next/cache";
import { zfd } from "zod-form-data";
import { setFlash } from "@/app/flash";
import { sendTestEmail as send } from "@/lib/notification/send-test-email";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { hideSetupChecklist, markShopLinked } from "@/lib/store/setup-checklist";

/** Sends a test email to the owner who asks for it. */
export const sendTestEmail = merchantAction("settings.manage")
  .metadata({ name: "sendTestEmail" })
  .inputSchema(...formInput({}))
  .stateAction(async ({ ctx }) => {
    await send(ctx.store.id, ctx.merchant.email, ctx.store.locale);
    await setFlash(`/dashboard/${ctx.store.slug}/overview`, {
      key: "testEmailSent",
      values: { email: ctx.merchant.email },
    });
  });

/** Notes that the shop links to the request page, or that it does not. */
export const setShopLinked = merchantAction("settings.manage")
  .metadata({ name: "setShopLinked" })
  .inputSchema(...formInput({ linked: zfd.checkbox() }))
  .stateAction(async ({ parsedInput, ctx }) => {
    await markShopLinked(ctx.store.id, parsedInput.linked);
    refresh();
  });

/** Dismisses the checklist once each of its steps is done. */
export const hideSetup = merchantAction("settings.manage")
  .metadata({ name: "hideSetup" })
  .inputSchema(...formInput({}))
  .stateAction(async ({ ctx }) => {
    const isHidden = await hideSetupChecklist(ctx.store.id);
    // The list had the focus, which moves to the message.
    if (isHidden) await setFlash(`/dashboard/${ctx.store.slug}/overview`, { key: "setupHidden" });
    else refresh();
  });
