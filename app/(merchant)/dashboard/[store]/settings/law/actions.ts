"use server";

import { setFlash } from "@/app/flash";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { lawSettings, saveLawSettings } from "@/lib/store/law-settings";

/** Saves which laws the store is under. */
export const saveLaw = merchantAction("settings.manage")
  .metadata({ name: "saveLaw" })
  .inputSchema(...formInput(lawSettings))
  .stateAction(async ({ parsedInput, ctx }) => {
    await saveLawSettings(ctx.store.id, parsedInput, ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/law`, { key: "settingsSaved" });
  });
