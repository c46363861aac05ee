import { getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/form/checkbox";
import { isOptional } from "@/lib/notification/email-table";
import { type NotificationSettings, notificationEvents } from "@/lib/notification/notification-settings";

/** A checkbox for each event and each side. */
export async function EventTable({ settings }: { settings: NotificationSettings }) {
  const t = await getTranslations("settings");
  const head = "border-y border-line py-2 text-left text-[12.5px] font-medium text-ink-soft";
  return (
    <table className="w-full border-collapse text-sm">
      <thead>
        <tr>
          <th scope="col" className={`${head} pr-2 pl-[18px]`}>
            {t("event")}
          </th>
          {(["customer", "store"] as const).map((audience) => (
            <th key={audience} scope="col" className={`${head} w-14 px-2 sm:w-32`}>
              {t(audience)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {notificationEvents.map((event) => (
          <tr key={event} className="[&:not(:last-child)>*]:border-b [&>*]:border-line">
            <th scope="row" className="py-3 pr-2 pl-[18px] text-left font-medium">
              {t(`event-${event}`)}
              <span className="block text-[13px] leading-[18px] font-normal text-ink-soft">{t(`about-${event}`)}</span>
            </th>
            {(["customer", "store"] as const).map((audience) => (
              <td key={audience} className="px-2 py-3 align-top">
                <Checkbox
                  name={`${event}-${audience}`}
                  label={`${t(`event-${event}`)}: ${t(`audience-${audience}`)}`}
                  labelHidden
                  disabled={!isOptional(event, audience)}
                  hint={isOptional(event, audience) ? undefined : t("alwaysSent")}
                  defaultChecked={settings[event][audience] || !isOptional(event, audience)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
