"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { zfd } from "zod-form-data";
import { setFlash } from "@/app/flash";
import { formInput, formInputOf, merchantAction } from "@/lib/sign-in/action";
import { dataRequestSettings, saveDataRequestSettings, timeZoneField } from "@/lib/store/data-request-settings";
import { createHandoffSecret as createSecret, handoffOverlapHours } from "@/lib/store/handoff-secret";
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

/** Creates a new secret for the signed hand-off, and shows it once, in the answer. */
export const createHandoffSecret = merchantAction("settings.manage")
  .metadata({ name: "createHandoffSecret" })
  .inputSchema(...formInput({ overlapHours: zfd.numeric(z.literal(handoffOverlapHours).default(0)) }))
  .stateAction(async ({ parsedInput, ctx }) => {
    const secret = await createSecret(ctx.store.id, ctx.actor, parsedInput.overlapHours);
    refresh();
    return { secret };
  });
