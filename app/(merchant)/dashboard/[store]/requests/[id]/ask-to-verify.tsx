import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { askToVerify } from "./actions";
import type { RequestView } from "./request-view";

/** For an open request with an unverified address: the button that sends the customer a link to verify it. */
export async function AskToVerify({ store, request }: RequestView) {
  const t = await getTranslations("request");
  if (request.state !== "open" || request.emailVerified || !request.email) return null;
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="mb-3 text-sm text-ink-soft">{t("askToVerifyText")}</p>
      <ActionForm action={askToVerify} hidden={{ store, request: request.id }}>
        <SubmitButton look="plain">{t("askToVerify")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
