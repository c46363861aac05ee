"use server";

import { setFlash } from "@/app/flash";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import {
  type InformationSettings,
  informationSettings,
  saveInformation as save,
} from "@/lib/store/information-settings";

/** Saves the texts of one language, or restores the default of one. */
export const saveInformation = merchantAction("settings.manage")
  .metadata({ name: "saveInformation" })
  .inputSchema(...formInput(informationSettings))
  .stateAction(async ({ parsedInput, ctx }) => {
    const settings = parsedInput as InformationSettings;
    await save(ctx.store.id, settings, ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/information?language=${settings.language}`, {
      key: settings.restore ? "textRestored" : "textsSaved",
    });
  });
