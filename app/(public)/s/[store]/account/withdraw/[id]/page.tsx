import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { isolate } from "@/lib/isolate";
import { findWithdrawable } from "@/lib/request/withdraw-request";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { withdraw } from "./actions";

export const generateMetadata = pageTitle("withdraw", "title");

/** Asks whether to withdraw a request; one that is closed already leads back to the account. */
export default async function WithdrawPage({ params }: PageProps<"/s/[store]/account/withdraw/[id]">) {
  const { store: slug, id } = await params;
  const store = await findStore(slug);
  if (!store) return null;
  const account = `/s/${slug}/account`;
  const identity = await currentCustomer(store.id);
  const request = identity && (await findWithdrawable({ storeId: store.id, requestId: id, identity }));
  if (!request) redirect(account);
  const t = await getTranslations("withdraw");
  const { erasurePlan: plan } = request;
  if (plan && plan.state !== "waiting") return <Heading title={t("startedTitle")}>{t("startedText")}</Heading>;
  return (
    <>
      <Heading title={t("title")}>
        {t(plan ? "leadErasure" : "lead", { store: isolate(store.name), reference: request.reference })}
      </Heading>
      <p className="mb-7 text-ink-soft">{t("again")}</p>
      <ActionForm action={withdraw} hidden={{ store: slug, request: request.id }} className="grid gap-5">
        <SubmitButton look="danger" large>
          {t("submit")}
        </SubmitButton>
      </ActionForm>
      <p className="mt-5 text-sm text-ink-soft">
        <a href={account}>{t("keep")}</a>
      </p>
    </>
  );
}
