"use server";

import { setFlash } from "@/app/flash";
import { formInput, formInputOf, merchantAction } from "@/lib/sign-in/action";
import { lawSettings, saveLawSettings } from "@/lib/store/law-settings";
import { orderKeepingSettings, saveOrderKeeping } from "@/lib/store/order-keeping";

/** Saves which laws the store is under. */
export const saveLaw = merchantAction("settings.manage")
  .metadata({ name: "saveLaw" })
  .inputSchema(...formInput(lawSettings))
  .stateAction(async ({ parsedInput, ctx }) => {
    await saveLawSettings(ctx.store.id, parsedInput, ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/law`, { key: "settingsSaved" });
  });

/** Saves whether an erased person's orders are kept, and for how long. */
export const saveKeptOrders = merchantAction("settings.manage")
  .metadata({ name: "saveKeptOrders" })
  .inputSchema(...formInputOf(async (sent) => orderKeepingSettings(sent)))
  .stateAction(async ({ parsedInput, ctx }) => {
    await saveOrderKeeping(ctx.store.id, parsedInput, ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/law`, { key: "settingsSaved" });
  });
