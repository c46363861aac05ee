"use server";

import { setFlash } from "@/app/flash";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import {
  type InformationSettings,
  informationSettings,
  saveInformation as save,
} from "@/lib/store/information-settings";

/** Saves the texts of one language, restores the default of one, or confirms all. */
export const saveInformation = merchantAction("settings.manage")
  .metadata({ name: "saveInformation" })
  .inputSchema(...formInput(informationSettings))
  .stateAction(async ({ parsedInput, ctx }) => {
    const settings = parsedInput as InformationSettings;
    const { isConfirmed } = await save(ctx.store.id, settings, ctx.actor);
    const saved = isConfirmed ? "textsSaved" : "textsSavedAsDrafts";
    await setFlash(`/dashboard/${ctx.store.slug}/settings/information?language=${settings.language}`, {
      key: settings.confirm ? "textsConfirmed" : settings.restore ? "textRestored" : saved,
    });
  });
