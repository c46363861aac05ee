import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { listSystems } from "@/lib/store/unconnected-systems";
import { addSystem, removeSystem } from "./actions";

/** The systems that hold customers' data and are not connected. @param slug the store's, for those who can change them. */
export async function UnconnectedSystems({ storeId, slug }: { storeId: string; slug?: string }) {
  const t = await getTranslations("connections");
  const systems = await listSystems(storeId);
  return (
    <Card padded={false}>
      <div className="px-[18px] py-4">
        <h2>{t("systemsTitle")}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t("systemsText")}</p>
      </div>
      {systems.length > 0 && (
        <ul aria-label={t("systemsTitle")}>
          {systems.map(({ number, name, contact }) => (
            <li
              key={number}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-[18px] py-3 text-sm"
            >
              <span className="min-w-0 grow basis-60">
                <bdi className="block font-medium wrap-anywhere">{name}</bdi>
                <span className="block text-ink-soft wrap-anywhere">{t("ask", { contact })}</span>
              </span>
              {slug && (
                <ActionForm action={removeSystem} hidden={{ store: slug, number: String(number) }}>
                  <SubmitButton look="plain">
                    {t("removeSystem")} <span className="sr-only">{t("actionsFor", { name })}</span>
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          ))}
        </ul>
      )}
      {slug && (
        <div className="border-t border-line px-[18px] py-4">
          <ActionForm action={addSystem} hidden={{ store: slug }} className="grid gap-4">
            <div className="grid gap-4 sm:grid-cols-2">
              <Field name="name" label={t("systemName")} hint={t("systemNameHint")} maxLength={100} required />
              <Field name="contact" label={t("systemContact")} hint={t("systemContactHint")} maxLength={200} required />
            </div>
            <div>
              <SubmitButton look="plain">{t("addSystem")}</SubmitButton>
            </div>
          </ActionForm>
        </div>
      )}
    </Card>
  );
}
