import { getTranslations } from "next-intl/server";
import { SettingsForm, SettingsPart } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { Card } from "@/components/ui/card";
import { listMembers } from "@/lib/merchant/list-members";
import { readNotificationSettings } from "@/lib/notification/notification-settings";
import { readSettings } from "@/lib/store/read-settings";
import { saveNotifications } from "./actions";
import { EventTable } from "./event-table";

export const generateMetadata = pageTitle("settings", "tab-notifications");

export default settingsPage("notifications", Content);

async function Content({ storeId, slug }: SettingsView) {
  const t = await getTranslations("settings");
  const [settings, sender, members] = await Promise.all([
    readNotificationSettings(storeId),
    readSettings(storeId),
    listMembers(storeId, "notification.receive"),
  ]);
  const owners = members.map(({ email }) => email).join(", ");
  return (
    <SettingsForm action={saveNotifications} hidden={{ store: slug }}>
      <Card padded={false}>
        <div className="border-b border-line px-[18px] py-4">
          <h2>{t("eventsTitle")}</h2>
          <p className="mt-1 text-sm text-ink-soft">{t("eventsText")}</p>
        </div>
        <EventTable group="requests" settings={settings} />
      </Card>
      <Card padded={false}>
        <EventTable group="deliveries" settings={settings} />
      </Card>
      <Card padded={false}>
        <EventTable group="due" settings={settings} />
        <p className="border-t border-line px-[18px] py-3 text-[13px] leading-[18px] text-ink-soft">
          {t("groupText-due")}
        </p>
      </Card>
      <SettingsPart title={t("mailTitle")}>
        <Textarea
          name="recipients"
          label={t("recipients")}
          hint={owners ? t("recipientsHint", { owners }) : t("recipientsHintNobody")}
          spellCheck={false}
          defaultValue={sender.recipients.join("\n")}
        />
        <Field
          name="senderName"
          label={t("senderName")}
          hint={t("senderNameHint", { name: sender.name })}
          defaultValue={sender.senderName ?? ""}
        />
        <Field
          name="replyTo"
          label={t("replyTo")}
          hint={t("replyToHint")}
          type="email"
          defaultValue={sender.replyTo ?? ""}
        />
      </SettingsPart>
    </SettingsForm>
  );
}
