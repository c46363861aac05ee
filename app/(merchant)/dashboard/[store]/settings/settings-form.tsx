import { getTranslations } from "next-intl/server";
import type { ComponentProps, ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";

/**
 * A form of settings, with its button.
 * @param primary the button before it that does more, if the form has one.
 */
export async function SettingsForm({
  children,
  primary,
  ...form
}: ComponentProps<typeof ActionForm> & { primary?: ReactNode }) {
  const t = await getTranslations("settings");
  return (
    <div>
      <ActionForm className="grid gap-5" {...form}>
        {children}
        <div className="flex flex-wrap gap-3">
          {primary}
          <SubmitButton look={primary ? "plain" : "primary"}>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </div>
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
