"use server";

import { setFlash } from "@/app/flash";
import { offerFields, offersIn, saveOffers } from "@/lib/request/offered-types";
import { formInput, merchantAction } from "@/lib/sign-in/action";

/** Saves which types of request the public page offers, and in which countries. */
export const saveRequestTypes = merchantAction("settings.manage")
  .metadata({ name: "saveRequestTypes" })
  .inputSchema(...formInput(offerFields))
  .stateAction(async ({ parsedInput, ctx }) => {
    await saveOffers(ctx.store.id, offersIn(parsedInput), ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/request-types`, { key: "settingsSaved" });
  });
