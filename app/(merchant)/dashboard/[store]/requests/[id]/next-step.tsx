import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Fragment, type ReactNode } from "react";
import { ExportProgress } from "@/components/export/export-progress";
import { exportProgressTexts } from "@/components/export/export-progress-texts";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import type { FoundRequest } from "@/lib/request/get-request";
import { type NextStep as Next, nextStep, type StepAction } from "@/lib/request/next-step";
import { markAsAnswered, startExport } from "./actions";
import { DELIVER_LINK_ID } from "./deliver-dialog";
import { RefuseLink } from "./refuse-dialog";

interface Props {
  store: string;
  request: FoundRequest;
  /** The one that is under way. */
  delivery: ListedDelivery | undefined;
  /** Whether the merchant's role lets them act. */
  mayAct: boolean;
  locale: string;
}

/** What is to be done next with a request: one primary button, and what else may be done. */
export async function NextStep({ store, request, delivery, mayAct, locale }: Props) {
  const t = await getTranslations("request");
  const next = nextStep({ ...request, delivery }, mayAct);
  const { step } = next;
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
      <Actions store={store} request={request} next={next} />
    </Card>
  );
}

async function Actions({ store, request, next }: { store: string; request: FoundRequest; next: Next }) {
  const t = await getTranslations("request");
  const hidden = { store, request: request.id };
  const page = `/dashboard/${store}/requests/${request.id}`;
  const exportPage = `/dashboard/${store}/exports/${request.export?.id}`;
  const look = (action: StepAction) => (action === next.primary ? "primary" : "plain");
  const buttons: Record<StepAction, () => ReactNode> = {
    export: () => (
      <ActionForm action={startExport} hidden={hidden}>
        <SubmitButton look={look("export")}>{t(next.step === "retry" ? "exportAgain" : "export")}</SubmitButton>
      </ActionForm>
    ),
    review: () => (
      <a href={exportPage} className={buttonClass(look("review"))}>
        {t("review")}
      </a>
    ),
    deliver: () => (
      <Link
        id={DELIVER_LINK_ID}
        href={`${page}?dialog=deliver`}
        prefetch={false}
        scroll={false}
        className={buttonClass(look("deliver"))}
      >
        {t("deliver")}
      </Link>
    ),
    download: () => (
      <a
        href={`/api/stores/${store}/exports/${request.export?.id}/archive`}
        download
        className={buttonClass(look("download"))}
      >
        {t("download")}
      </a>
    ),
    answer: () => (
      <ActionForm action={markAsAnswered} hidden={hidden}>
        <SubmitButton look={look("answer")}>{t("markAsAnswered")}</SubmitButton>
      </ActionForm>
    ),
    contents: () => (
      <a href={exportPage} className={buttonClass(look("contents"))}>
        {t("contents")}
      </a>
    ),
    refuse: () => <RefuseLink href={`${page}?dialog=refuse`} label={t("refuse")} />,
  };
  const actions = [...(next.primary ? [next.primary] : []), ...next.others];
  if (actions.length === 0) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      {actions.map((action) => (
        <Fragment key={action}>{buttons[action]()}</Fragment>
      ))}
    </div>
  );
}
