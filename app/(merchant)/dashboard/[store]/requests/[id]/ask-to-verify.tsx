import { getTranslations } from "next-intl/server";
import { DialogLink } from "@/components/ui/dialog";
import type { FoundRequest } from "@/lib/request/get-request";
import { askToVerify } from "./actions";
import { AskDialog } from "./ask-dialog";
import type { RequestView } from "./request-view";

const LINK_ID = "verify-link";

/** For an open request with an unverified address: asks the customer to verify it. */
export async function AskToVerify({ request, link }: RequestView) {
  const t = await getTranslations("request");
  if (!canAsk(request)) return null;
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="mb-3 text-sm text-ink-soft">{t("askToVerifyText")}</p>
      <DialogLink id={LINK_ID} href={link({ dialog: "verify" })}>
        {t("askToVerify")}
      </DialogLink>
    </div>
  );
}

/** Asks before the customer is asked. */
export async function VerifyDialog(view: RequestView) {
  const t = await getTranslations("request");
  if (!canAsk(view.request)) return null;
  return (
    <AskDialog
      view={view}
      title={t("askToVerifyTitle")}
      answers={{
        what: t("askToVerifyWhat"),
        told: t("askToVerifyTold", { address: view.request.email ?? "" }),
        undo: t("askToVerifyUndo"),
      }}
      action={askToVerify}
      button={t("askToVerify")}
      returnFocusTo={LINK_ID}
    />
  );
}

function canAsk({ state, emailVerified, email }: FoundRequest): boolean {
  return state === "open" && !emailVerified && email !== null;
}
