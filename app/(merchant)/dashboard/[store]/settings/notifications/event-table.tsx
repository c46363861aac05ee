import { getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/form/checkbox";
import {
  type NotificationEvent,
  type NotificationGroup,
  type NotificationSettings,
  notificationGroups,
  standingOf,
} from "@/lib/notification/notification-settings";
import type { Audience } from "@/prisma/generated/client";

const audiences = ["customer", "store"] as const;

/** A group of events: a checkbox for each and each side, where an email can be sent. */
export async function EventTable({ group, settings }: { group: NotificationGroup; settings: NotificationSettings }) {
  const t = await getTranslations("settings");
  const head = "border-b border-line py-2 text-left";
  const events = Object.keys(notificationGroups[group]) as NotificationEvent[];
  return (
    <table className="w-full border-collapse text-sm">
      <thead>
        <tr>
          <th scope="col" className={`${head} pr-2 pl-[18px] font-semibold`}>
            {t(`group-${group}`)}
          </th>
          {audiences.map((audience) => (
            <th
              key={audience}
              scope="col"
              className={`${head} w-14 px-2 text-[12.5px] font-medium text-ink-soft sm:w-32`}
            >
              {t(audience)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event} className="[&:not(:last-child)>*]:border-b [&>*]:border-line">
            <th scope="row" className="py-3 pr-2 pl-[18px] text-left font-medium">
              {t(`event-${event}`)}
              <span className="block text-[13px] leading-[18px] font-normal text-ink-soft">{t(`about-${event}`)}</span>
            </th>
            {audiences.map((audience) => (
              <td key={audience} className="px-2 py-3 align-top">
                <Cell event={event} audience={audience} isOn={settings[event][audience]} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

async function Cell({ event, audience, isOn }: { event: NotificationEvent; audience: Audience; isOn: boolean }) {
  const t = await getTranslations("settings");
  const standing = standingOf(event, audience);
  if (standing === "never")
    return (
      <span className="text-ink-soft">
        <span aria-hidden className="inline-block w-6 text-center">
          –
        </span>
        <span className="sr-only">{t("neverSent")}</span>
      </span>
    );
  return (
    <Checkbox
      name={`${event}-${audience}`}
      label={`${t(`event-${event}`)}: ${t(`audience-${audience}`)}`}
      labelHidden
      disabled={standing === "always"}
      hint={standing === "always" ? t(`always-${event}` as "always-request_refused") : undefined}
      defaultChecked={isOn}
    />
  );
}
