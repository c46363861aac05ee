import { getTranslations } from "next-intl/server";
import { SettingsFrame } from "@/app/(merchant)/dashboard/[store]/settings/settings-frame";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Card } from "@/components/ui/card";
import { listMembers } from "@/lib/merchant/list-members";
import { readNotificationSettings } from "@/lib/notification/notification-settings";
import { readSettings } from "@/lib/store/read-settings";
import { saveNotifications } from "./actions";
import { EventTable } from "./event-table";

export async function generateMetadata() {
  const t = await getTranslations("settings");
  return { title: t("tab-notifications") };
}

export default async function NotificationSettingsPage({
  params,
}: PageProps<"/dashboard/[store]/settings/notifications">) {
  const { store } = await params;
  return (
    <SettingsFrame store={store} tab="notifications">
      {(member) => <Content storeId={member.store.id} slug={store} />}
    </SettingsFrame>
  );
}

async function Content({ storeId, slug }: { storeId: string; slug: string }) {
  const t = await getTranslations("settings");
  const [settings, sender, members] = await Promise.all([
    readNotificationSettings(storeId),
    readSettings(storeId),
    listMembers(storeId, "notification.receive"),
  ]);
  const owners = members.map(({ email }) => email).join(", ");
  return (
    <div>
      <ActionForm action={saveNotifications} className="grid gap-5" hidden={{ store: slug }}>
        <Card padded={false}>
          <div className="px-[18px] py-4">
            <h2>{t("eventsTitle")}</h2>
            <p className="mt-1 text-sm text-ink-soft">{t("eventsText")}</p>
          </div>
          <EventTable settings={settings} />
        </Card>
        <Card>
          <h2 className="mb-4">{t("mailTitle")}</h2>
          <div className="grid gap-5">
            <Textarea
              name="recipients"
              label={t("recipients")}
              hint={owners ? t("recipientsHint", { owners }) : t("recipientsHintNobody")}
              autoComplete="off"
              spellCheck={false}
              defaultValue={sender.recipients.join("\n")}
            />
            <Field
              name="senderName"
              label={t("senderName")}
              hint={t("senderNameHint", { name: sender.name })}
              autoComplete="off"
              defaultValue={sender.senderName ?? ""}
            />
            <Field
              name="replyTo"
              label={t("replyTo")}
              hint={t("replyToHint")}
              type="email"
              autoComplete="off"
              defaultValue={sender.replyTo ?? ""}
            />
          </div>
        </Card>
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}
