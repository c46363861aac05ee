import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ExportProgress } from "@/components/export/export-progress";
import { exportProgressTexts } from "@/components/export/export-progress-texts";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import type { FoundRequest } from "@/lib/request/get-request";
import { markAsAnswered, startExport } from "./actions";
import { DELIVER_LINK_ID } from "./deliver-dialog";
import { RefuseLink } from "./refuse-link";

interface Props {
  store: string;
  request: FoundRequest;
  /** The one that is under way, or by which the request was answered. */
  delivery: ListedDelivery | undefined;
  /** Whether the merchant's role lets them act. */
  mayAct: boolean;
  locale: string;
}

/** What is to be done next with a request: one primary button, and what else may be done beside it. */
export async function NextStep({ store, request, delivery, mayAct, locale }: Props) {
  const t = await getTranslations("request");
  const step = stepOf(request, delivery);
  const { export: made } = request;
  return (
    <Card label={t("nextStep")}>
      <h2>{step === "closed" ? t(`closed-${request.state as "answered"}`) : t(`step-${step}`)}</h2>
      <p className="mt-1 text-sm text-ink-soft wrap-anywhere">
        {step === "closed"
          ? t(`closed-${request.state as "answered"}Text`)
          : t(`step-${step}Text`, { days: UNVERIFIED_LIFETIME_DAYS })}
        {!mayAct && ` ${t("viewer")}`}
      </p>
      {request.state === "refused" && request.refusalReason && (
        <blockquote
          dir="auto"
          className="mt-3 border-s-2 border-line-strong ps-3 text-sm whitespace-pre-line wrap-anywhere"
        >
          {request.refusalReason}
        </blockquote>
      )}
      {step === "collecting" && made && (
        <div className="mt-4">
          <ExportProgress
            store={store}
            exportId={made.id}
            initial={made}
            texts={await exportProgressTexts()}
            locale={locale}
            href={`/dashboard/${store}/requests/${request.id}`}
          />
        </div>
      )}
      {mayAct && <Actions store={store} request={request} step={step} />}
    </Card>
  );
}

async function Actions({ store, request, step }: { store: string; request: FoundRequest; step: Step }) {
  const t = await getTranslations("request");
  const hidden = { store, request: request.id };
  const exported = request.export?.state === "ready" ? request.export.id : undefined;
  const download = exported && (
    <a href={`/api/stores/${store}/exports/${exported}/archive`} download className={buttonClass("plain")}>
      {t("download")}
    </a>
  );
  const answer = (
    <ActionForm action={markAsAnswered} hidden={hidden}>
      <SubmitButton look="plain">{t("markAsAnswered")}</SubmitButton>
    </ActionForm>
  );
  const start = (primary: boolean) => (
    <ActionForm action={startExport} hidden={hidden}>
      <SubmitButton look={primary ? "primary" : "plain"}>{t(step === "retry" ? "exportAgain" : "export")}</SubmitButton>
    </ActionForm>
  );
  const buttons: Partial<Record<Step, ReactNode>> = {
    export: start(true),
    retry: start(true),
    several: start(false),
    deliver: exported && (
      <>
        <a href={`/dashboard/${store}/exports/${exported}`} className={buttonClass("primary")}>
          {t("review")}
        </a>
        <Link
          id={DELIVER_LINK_ID}
          href={`/dashboard/${store}/requests/${request.id}?dialog=deliver`}
          prefetch={false}
          scroll={false}
          className={buttonClass("plain")}
        >
          {t("deliver")}
        </Link>
        {download}
        {answer}
      </>
    ),
    closed: exported && (
      <>
        {download}
        <a href={`/dashboard/${store}/exports/${exported}`} className={buttonClass("plain")}>
          {t("contents")}
        </a>
      </>
    ),
  };
  const refusable = request.state === "open";
  if (!buttons[step] && !refusable) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      {buttons[step]}
      {refusable && (
        <RefuseLink href={`/dashboard/${store}/requests/${request.id}?dialog=refuse`} label={t("refuse")} />
      )}
    </div>
  );
}

type Step =
  | "verify"
  | "identify"
  | "several"
  | "export"
  | "collecting"
  | "retry"
  | "deliver"
  | "approval"
  | "preparing"
  | "passOn"
  | "waiting"
  | "closed";

function stepOf(
  { state, customerId, matchCount, emailVerified, export: made }: FoundRequest,
  delivery: ListedDelivery | undefined,
): Step {
  if (state === "unverified") return "verify";
  if (state !== "open") return "closed";
  if (delivery?.state === "awaiting_approval") return "approval";
  if (delivery?.state === "preparing") return "preparing";
  if (delivery) return delivery.method === "password_zip" ? "passOn" : "waiting";
  if (made?.state === "queued" || made?.state === "collecting") return "collecting";
  if (made?.state === "ready") return "deliver";
  if (!customerId && !emailVerified) return "identify";
  if (!customerId && matchCount > 1) return "several";
  return made ? "retry" : "export";
}
