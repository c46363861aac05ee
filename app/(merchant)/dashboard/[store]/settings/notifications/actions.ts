"use server";

import { zfd } from "zod-form-data";
import { setFlash } from "@/app/flash";
import { notificationEvents, saveNotificationSettings, settingsBy } from "@/lib/notification/notification-settings";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { saveSenderSettings, senderSettings } from "@/lib/store/sender-settings";

const boxes = notificationEvents.flatMap((event) => [`${event}-customer`, `${event}-store`]);
const checkboxes = Object.fromEntries(boxes.map((name) => [name, zfd.checkbox()]));

/** Saves who is notified of what, and who the emails are from. */
export const saveNotifications = merchantAction("settings.manage")
  .metadata({ name: "saveNotifications" })
  .inputSchema(...formInput({ ...senderSettings, ...checkboxes }))
  .stateAction(async ({ parsedInput, ctx }) => {
    const sent: Record<string, unknown> = parsedInput;
    const settings = settingsBy((event, audience) => sent[`${event}-${audience}`] === true);
    const { recipients, senderName, replyTo } = parsedInput;
    await saveNotificationSettings(ctx.store.id, settings);
    await saveSenderSettings(ctx.store.id, { recipients, senderName, replyTo }, ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/notifications`, { key: "settingsSaved" });
  });
