import { getTranslations } from "next-intl/server";
import { DialogLink } from "@/components/ui/dialog";
import { LocalTime } from "@/components/ui/local-time";
import type { FoundRequest } from "@/lib/request/get-request";
import { verificationRequestedAt } from "@/lib/verification/request-verification";
import { askToVerify } from "./actions";
import { AskDialog } from "./ask-dialog";
import type { RequestView } from "./request-view";

const LINK_ID = "verify-link";

/** For an open request with an unverified address: asks the customer to verify it, and says when they were asked last. */
export async function AskToVerify({ storeId, request, link }: RequestView) {
  const t = await getTranslations("request");
  if (!canAsk(request)) return null;
  const asked = await verificationRequestedAt({ storeId, requestId: request.id });
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="mb-3 text-sm text-ink-soft">
        {asked ? t.rich("askedToVerify", { at: () => <LocalTime at={asked} /> }) : t("askToVerifyText")}
      </p>
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
