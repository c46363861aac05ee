"use server";

import { refresh } from "next/cache";
import { getTranslations } from "next-intl/server";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { deliverySettings } from "@/lib/store/delivery-settings";
import { saveDeliverySettings } from "@/lib/store/save-delivery-settings";

/** Keeps the settings on delivery and records. */
export const saveDelivery = merchantAction("owner")
  .metadata({ name: "saveDelivery" })
  .inputSchema(...formInput(deliverySettings))
  .stateAction(async ({ parsedInput, ctx }) => {
    await saveDeliverySettings(ctx.store.id, parsedInput);
    refresh();
    return { notice: (await getTranslations("settings"))("saved") };
  });
