import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { Part } from "@/app/(public)/s/[store]/part";
import { StepList, stepsAhead } from "@/app/(public)/s/[store]/steps";
import { ActionForm } from "@/components/form/action-form";
import { ShowAnswer } from "@/components/form/answer-page";
import { Notice } from "@/components/ui/notice";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import type { Store } from "@/lib/store/find-store";
import { VERIFICATION_LIFETIME_HOURS } from "@/lib/verification/mint-verification";
import { ResendButton } from "./resend-button";
import type { TypedAddress } from "./typed-address";

/**
 * What a guest reads after asking: the same for every address.
 * @param typed the address; undefined in a browser that has not typed it, or no longer knows it.
 * @param resend the action of the guest's form, which sends the email again.
 */
export async function Sent({
  store,
  typed,
  resend,
}: {
  store: Store;
  typed: TypedAddress | undefined;
  resend: Parameters<typeof ActionForm>[0]["action"];
}) {
  const t = await getTranslations("sent");
  const { slug } = store;
  const bold = (text: ReactNode) => <bdi className="font-semibold text-ink">{text}</bdi>;
  const here = (text: ReactNode) => <a href={`/s/${slug}`}>{text}</a>;
  const steps = await stepsAhead(store, {
    key: "prove",
    title: t("proveTitle"),
    text: t("proveText"),
    progress: "now",
  });
  return (
    <>
      <Heading title={t("title")}>
        {typed ? t.rich(typed.again ? "leadAgain" : "lead", { email: typed.email, b: bold }) : t("leadUnknown")}
      </Heading>
      <Notice tone="calm">{t("lifetime", { hours: VERIFICATION_LIFETIME_HOURS })}</Notice>
      <Part title={t("wrongTitle")}>
        <p>{t.rich("wrongText", { link: here })}</p>
      </Part>
      <Part title={t("noneTitle")}>
        <p>{t("noneText")}</p>
        {typed ? (
          <ActionForm
            action={resend}
            hidden={{ store: slug, type: DATA_EXPORT, email: typed.email, again: "1" }}
            className="mt-3.5 grid gap-2"
          >
            <ShowAnswer />
            <ResendButton label={t("resend")} wait={t("resendWait")} />
          </ActionForm>
        ) : (
          <p className="mt-2">{t.rich("noneUnknown", { link: here })}</p>
        )}
      </Part>
      <Part title={t("nextTitle")}>
        <StepList steps={steps} className="mt-3.5" />
      </Part>
    </>
  );
}
