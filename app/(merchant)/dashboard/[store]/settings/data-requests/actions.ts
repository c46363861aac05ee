"use server";

import { refresh } from "next/cache";
import { setFlash } from "@/app/flash";
import { formInput, formInputOf, merchantAction } from "@/lib/sign-in/action";
import { dataRequestSettings, saveDataRequestSettings, timeZoneField } from "@/lib/store/data-request-settings";
import { saveStore } from "@/lib/store/save-store";

/** Saves the data request settings. */
export const saveDataRequests = merchantAction("settings.manage")
  .metadata({ name: "saveDataRequests" })
  .inputSchema(...formInputOf(async (sent) => dataRequestSettings(sent)))
  .stateAction(async ({ parsedInput, ctx }) => {
    await saveDataRequestSettings(ctx.store.id, parsedInput, ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/data-requests`, { key: "settingsSaved" });
  });

/** Saves the time zone that an owner chose when it was proposed. */
export const chooseTimeZone = merchantAction("settings.manage")
  .metadata({ name: "chooseTimeZone" })
  .inputSchema(...formInput({ timeZone: timeZoneField }))
  .stateAction(async ({ parsedInput, ctx }) => {
    await saveStore(ctx.store.id, parsedInput, ctx.actor, "data-requests");
    refresh();
  });
