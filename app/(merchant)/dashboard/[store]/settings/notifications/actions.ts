"use server";

import { zfd } from "zod-form-data";
import { setFlash } from "@/app/flash";
import { isOptional } from "@/lib/notification/email-table";
import {
  type NotificationEvent,
  type NotificationSettings,
  notificationEvents,
  saveNotificationSettings,
} from "@/lib/notification/notification-settings";
import { formInput, merchantAction } from "@/lib/sign-in/action";
import { saveSenderSettings, senderSettings } from "@/lib/store/sender-settings";
import type { Audience } from "@/prisma/generated/client";

const boxes = notificationEvents.flatMap((event) => [`${event}-customer`, `${event}-store`]);
const checkboxes = Object.fromEntries(boxes.map((name) => [name, zfd.checkbox()]));

/** Saves who is notified of what, and who the emails are from. */
export const saveNotifications = merchantAction("settings.manage")
  .metadata({ name: "saveNotifications" })
  .inputSchema(...formInput({ ...senderSettings, ...checkboxes }))
  .stateAction(async ({ parsedInput, ctx }) => {
    const checked = (event: NotificationEvent, audience: Audience) =>
      !isOptional(event, audience) || (parsedInput as Record<string, unknown>)[`${event}-${audience}`] === true;
    const settings = Object.fromEntries(
      notificationEvents.map((event) => [
        event,
        { customer: checked(event, "customer"), store: checked(event, "store") },
      ]),
    ) as NotificationSettings;
    const { recipients, senderName, replyTo } = parsedInput;
    await saveNotificationSettings(ctx.store.id, settings);
    await saveSenderSettings(ctx.store.id, { recipients, senderName, replyTo }, ctx.actor);
    await setFlash(`/dashboard/${ctx.store.slug}/settings/notifications`, { key: "settingsSaved" });
  });
