import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { validate } from "uuid";
import { SettingsForm, SettingsPart } from "@/app/(merchant)/dashboard/[store]/settings/settings-form";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { removeTemplate, saveTemplate } from "@/app/(merchant)/dashboard/[store]/settings/texts/actions";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Dialog, DialogButtons, DialogLink } from "@/components/ui/dialog";
import { locales, ownName } from "@/lib/locale";
import { listTemplates, templateKinds } from "@/lib/store/answer-templates";
import { readSettings } from "@/lib/store/read-settings";

export const generateMetadata = pageTitle("settings", "tab-texts");

export default settingsPage("texts", Content);

/** A template, or a new one. */
async function Content({ storeId, slug, params: { template: id = "" }, query }: SettingsView) {
  const t = await getTranslations("texts");
  const found = validate(id) ? (await listTemplates(storeId)).find((template) => template.id === id) : undefined;
  if (!found && id !== "new") notFound();
  const href = `/dashboard/${slug}/settings/texts`;
  const { locale } = await readSettings(storeId);
  return (
    <>
      <a href={href} className="w-fit text-sm text-ink-soft">
        {t("back")}
      </a>
      <SettingsForm action={saveTemplate} hidden={{ store: slug, ...(found && { template: found.id }) }}>
        <SettingsPart title={t(found ? "editTemplate" : "addTemplate")}>
          <Field
            name="name"
            label={t("templateName")}
            hint={t("templateNameHint")}
            maxLength={80}
            dir="auto"
            required
            defaultValue={found?.name}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <Select
              name="kind"
              label={t("templateKind")}
              defaultValue={found?.kind ?? "refusal"}
              options={templateKinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
            />
            <Select
              name="language"
              label={t("templateLanguage")}
              defaultValue={found?.locale ?? locale}
              options={locales.map((value) => ({ value, label: ownName(value) }))}
            />
          </div>
          <Textarea
            name="text"
            label={t("templateText")}
            hint={t("templateTextHint")}
            dir="auto"
            required
            rows={6}
            defaultValue={found?.text}
          />
        </SettingsPart>
      </SettingsForm>
      {found && (
        <div>
          <DialogLink id={DELETE_ID} href={`${href}/templates/${id}?dialog=delete`}>
            {t("deleteTemplate")}
          </DialogLink>
        </div>
      )}
      {found && query.dialog === "delete" && (
        <Dialog title={t("deleteTitle")} closeHref={`${href}/templates/${id}`} returnFocusTo={DELETE_ID}>
          <p className="mb-5 text-sm text-ink-soft">{t("deleteText")}</p>
          <ActionForm action={removeTemplate} hidden={{ store: slug, template: found.id }}>
            <DialogButtons href={`${href}/templates/${id}`} cancel={t("keep")}>
              <SubmitButton look="danger">{t("deleteTemplate")}</SubmitButton>
            </DialogButtons>
          </ActionForm>
        </Dialog>
      )}
    </>
  );
}

const DELETE_ID = "delete-template";
