"use server";

import { setFlash } from "@/app/flash";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { deliverySettings, saveDeliverySettings } from "@/lib/store/delivery-settings";

/** Saves the settings for delivery and records. */
export const saveDelivery = merchantAction("settings.manage")
  .metadata({ name: "saveDelivery" })
  .inputSchema(...formInput(deliverySettings))
  .stateAction(async ({ parsedInput, ctx }) => {
    await saveDeliverySettings(ctx.store.id, parsedInput, ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/delivery`, { key: "settingsSaved" });
  });
