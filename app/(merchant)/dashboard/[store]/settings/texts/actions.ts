"use server";

import { z } from "zod";
import { zfd } from "zod-form-data";
import { redirectWithFlash, setFlash } from "@/app/flash";
import { REQUEST_PAGE, textParts } from "@/lib/notification/editable-texts";
import { sendTextTest } from "@/lib/notification/send-test-email";
import { saveStoreTexts } from "@/lib/notification/store-texts";
import { storeTextFields, textsIn } from "@/lib/notification/typed-store-text";
import { formInput, formInputOf, merchantAction } from "@/lib/sign-in/action";
import { deleteTemplate, saveTemplate as save, templateFields } from "@/lib/store/answer-templates";

const buttons = { restore: z.enum(textParts).optional(), test: zfd.checkbox() };

/** Saves the texts of one email or of the request page, restores the default of one, or sends a test of what is typed. */
export const saveTexts = merchantAction("settings.manage")
  .metadata({ name: "saveTexts" })
  .inputSchema(...formInputOf(async (data) => ({ ...buttons, ...storeTextFields(data.get("name")) })))
  .stateAction(async ({ parsedInput, ctx: { store, merchant, actor } }) => {
    const { name, language: locale, restore, test } = parsedInput;
    const texts = textsIn(parsedInput);
    const page = `/dashboard/${store.slug}/settings/texts/${name}`;
    const target = { storeId: store.id, name, locale, actor };
    if (test && name !== REQUEST_PAGE) {
      await sendTextTest({ ...target, to: merchant.email, texts });
      await setFlash(page, { key: "testEmailSent", values: { email: merchant.email } });
      return { values: texts };
    }
    await saveStoreTexts({ ...target, texts: { ...texts, ...(restore && { [restore]: "" }) } });
    await setFlash(page, { key: restore ? "textRestored" : "ownTextsSaved" });
  });

/** Adds a template, or changes the one that the form names. */
export const saveTemplate = merchantAction("settings.manage")
  .metadata({ name: "saveTemplate" })
  .inputSchema(...formInputOf(async (data) => ({ template: z.uuid().optional(), ...templateFields(data.get("kind")) })))
  .stateAction(async ({ parsedInput: { template: id, language: locale, ...typed }, ctx: { store, actor } }) => {
    await save({ storeId: store.id, id, actor }, { ...typed, locale });
    return await redirectWithFlash(`/dashboard/${store.slug}/settings/texts`, { key: "templateSaved" });
  });

/** Deletes a template. */
export const removeTemplate = merchantAction("settings.manage")
  .metadata({ name: "removeTemplate" })
  .inputSchema(...formInput({ template: z.uuid() }))
  .stateAction(async ({ parsedInput, ctx: { store, actor } }) => {
    await deleteTemplate(store.id, parsedInput.template, actor);
    return await redirectWithFlash(`/dashboard/${store.slug}/settings/texts`, { key: "templateDeleted" });
  });
