import { getTranslations } from "next-intl/server";
import type { ComponentProps, ReactNode } from "react";
import type { ActionForm } from "@/components/form/action-form";
import { SavedForm } from "@/components/form/saved-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";

/**
 * A form of settings, with its button and the bar of unsaved changes.
 * @param primary the button before it that does more, if the form has one.
 * @param save what its button says where the page has another form.
 */
export async function SettingsForm({
  primary,
  save,
  ...form
}: ComponentProps<typeof ActionForm> & { primary?: ReactNode; save?: string }) {
  const t = await getTranslations("settings");
  const leave = { title: t("leaveTitle"), text: t("leaveText"), stay: t("leaveStay"), leave: t("leave") };
  return (
    <SavedForm
      className="flex flex-col gap-5"
      {...form}
      texts={{ unsaved: t("unsaved"), discard: t("discard"), leave }}
      buttons={
        <>
          {primary}
          <SubmitButton look={primary ? "plain" : "primary"}>{save ?? t("save")}</SubmitButton>
        </>
      }
    />
  );
}

/** Settings that belong together. */
export function SettingsPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <h2 className="mb-4">{title}</h2>
      <div className="grid gap-5">{children}</div>
    </Card>
  );
}
