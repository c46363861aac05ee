import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { askOwners } from "./delivery-actions";
import type { RequestView } from "./request-view";

/**
 * Says that no owner has confirmed the information that comes with each copy. An owner gets a link to it, staff a button
 * that asks the owners by email.
 * @param text null where there is nothing to say.
 */
export async function InformationNotice({
  store,
  request,
  can,
  text,
}: RequestView & { text: "informationDraft" | "informationMissing" | "informationMissingToApprove" | null }) {
  if (!text) return null;
  const t = await getTranslations("deliver");
  return (
    <div className="mb-4">
      <Notice tone="wait">
        <p className="mb-3 text-sm">{t(text)}</p>
        {can("settings.manage") ? (
          <ButtonLink href={`/dashboard/${store}/settings/information`}>{t("confirmInformation")}</ButtonLink>
        ) : (
          <ActionForm action={askOwners} hidden={{ store, request: request.id }}>
            <SubmitButton look="plain">{t("askOwners")}</SubmitButton>
          </ActionForm>
        )}
      </Notice>
    </div>
  );
}

/** Says which sections of live sources wait for an owner to confirm what they are used for, and leads owners there. */
export async function OwnTextsNotice({ store, can, sections }: RequestView & { sections: string }) {
  const t = await getTranslations("deliver");
  return (
    <div className="mb-4">
      <Notice tone="wait">
        <p className="text-sm wrap-anywhere">{t("ownMissing", { sections })}</p>
        {can("settings.manage") && (
          <div className="mt-3">
            <ButtonLink href={`/dashboard/${store}/settings/connections#own-texts`}>{t("ownConfirm")}</ButtonLink>
          </div>
        )}
      </Notice>
    </div>
  );
}
