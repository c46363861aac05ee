import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { LocalTime } from "@/components/ui/local-time";
import { env } from "@/lib/env";
import { isolate } from "@/lib/isolate";
import type { SetupStep, SetupChecklist as Steps } from "@/lib/store/setup-checklist";
import { hideSetup, sendTestEmail, setShopLinked } from "./actions";

/** What a new store still has to do, each step with its page; an owner dismisses it once all of it is done. */
export async function SetupChecklist({ store, setup }: { store: { slug: string; name: string }; setup: Steps }) {
  const t = await getTranslations("overview");
  const base = `/dashboard/${store.slug}`;
  const hidden = { store: store.slug };
  const { testEmail, steps } = setup;
  const isDone = (step: SetupStep) => steps.some((one) => one.step === step && one.done);
  const parts: Record<SetupStep, { href: string; note: ReactNode; action?: ReactNode }> = {
    contact: {
      href: `${base}/settings/data-requests`,
      note: setup.contactEmail ? [isolate(store.name), setup.contactEmail].join(", ") : t("contactTodo"),
    },
    law: { href: `${base}/settings/law`, note: t("lawNote") },
    data: { href: `${base}/import`, note: t(isDone("data") ? "dataDone" : "dataTodo") },
    information: { href: `${base}/settings/information`, note: t("informationNote") },
    testEmail: {
      href: `${base}/settings/notifications`,
      note: testEmail
        ? t.rich(`testEmail-${testEmail.state === "unneeded" ? "failed" : testEmail.state}`, {
            to: isolate(testEmail.to),
            at: () => <LocalTime at={testEmail.at} />,
          })
        : t("testEmailTodo"),
      action: !isDone("testEmail") && (
        <ActionForm action={sendTestEmail} hidden={hidden}>
          <SubmitButton look="plain">{t("testEmailSend")}</SubmitButton>
        </ActionForm>
      ),
    },
    shopLink: {
      href: `${base}/settings/data-requests#request-page`,
      note: t(isDone("shopLink") ? "shopLinkDone" : "shopLinkTodo"),
      action: (
        <div className="flex flex-wrap gap-2">
          {!isDone("shopLink") && (
            <CopyButton text={`${env().appUrl}/s/${store.slug}`} copy={t("copyLink")} copied={t("copied")} />
          )}
          <ActionForm action={setShopLinked} hidden={{ ...hidden, ...(!isDone("shopLink") && { linked: "on" }) }}>
            <SubmitButton look={isDone("shopLink") ? "link" : "plain"}>
              {t(isDone("shopLink") ? "shopLinkUndo" : "shopLinkConfirm")}
            </SubmitButton>
          </ActionForm>
        </div>
      ),
    },
  };
  return (
    <Card padded={false}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-[18px] py-3.5">
        <h2>{t(setup.complete ? "setupComplete" : "setupTitle")}</h2>
        <p className="small-print grow">
          {t("setupCount", { done: steps.filter(({ done }) => done).length, count: steps.length })}
        </p>
        {setup.complete && (
          <ActionForm action={hideSetup} hidden={hidden}>
            <SubmitButton look="plain">{t("setupHide")}</SubmitButton>
          </ActionForm>
        )}
      </div>
      <ul>
        {steps.map(({ step, done }) => (
          <li
            key={step}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-[18px] py-2.5 text-sm first:border-t-0"
          >
            <Mark label={t(done ? "stepDone" : "stepTodo")} done={done} />
            <div className="min-w-0 flex-1 basis-48">
              <a href={parts[step].href} className={`underline ${done ? "text-ink-soft" : "font-medium"}`}>
                {t(`step-${step}`)}
              </a>
              <p className="small-print wrap-anywhere">{parts[step].note}</p>
            </div>
            {parts[step].action}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Mark({ label, done }: { label: string; done: boolean }) {
  return (
    <span
      className={`grid size-[18px] shrink-0 place-items-center self-start rounded-full border-[1.5px] text-[11px] leading-none max-sm:mt-0.5 sm:self-center ${done ? "border-accent bg-accent text-accent-ink" : "border-edge"}`}
    >
      {done && <span aria-hidden="true">✓</span>}
      <span className="sr-only">{label}</span>
    </span>
  );
}
