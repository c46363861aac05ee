import { getTranslations } from "next-intl/server";
import { Fragment, type ReactNode } from "react";
import { ExportProgress } from "@/components/export/export-progress";
import { exportProgressTexts } from "@/components/export/export-progress-texts";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DialogLink } from "@/components/ui/dialog";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import { type NextStep as Next, nextStep, type StepAction } from "@/lib/request/next-step";
import { findNewerRequest } from "@/lib/request/reopen-request";
import type { Answer } from "@/prisma/generated/client";
import { reopen, startExport } from "./actions";
import { CLOSE_LINK_ID } from "./close-dialog";
import { DELIVER_LINK_ID } from "./deliver-dialog";
import { REFUSE_LINK_ID } from "./refuse-dialog";
import type { RequestView } from "./request-view";

/** What to do next with a request: one primary button, and other possible actions. */
export async function NextStep(view: RequestView) {
  const t = await getTranslations("request");
  const { store, request, href } = view;
  const mayAct = view.can("request.answer");
  const next = nextStep({ ...request, delivery: view.current }, mayAct);
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
      {request.answer && <OwnAnswer answer={request.answer} note={request.answerNote} />}
      {step === "collecting" && made && (
        <div className="mt-4">
          <ExportProgress
            store={store}
            exportId={made.id}
            initial={made}
            texts={await exportProgressTexts()}
            href={href}
          />
        </div>
      )}
      <Actions {...view} next={next} />
    </Card>
  );
}

async function Actions({ store, request, href, next }: RequestView & { next: Next }) {
  const t = await getTranslations("request");
  const hidden = { store, request: request.id };
  const exportPage = `/dashboard/${store}/exports/${request.export?.id}`;
  const look = (action: StepAction) => (action === next.primary ? "primary" : "plain");
  const buttons: Record<StepAction, () => ReactNode> = {
    export: () => (
      <ActionForm action={startExport} hidden={hidden}>
        <SubmitButton look={look("export")}>{t(next.step === "retry" ? "exportAgain" : "export")}</SubmitButton>
      </ActionForm>
    ),
    review: () => (
      <ButtonLink href={exportPage} look={look("review")}>
        {t("review")}
      </ButtonLink>
    ),
    deliver: () => (
      <DialogLink id={DELIVER_LINK_ID} href={`${href}?dialog=deliver`} look={look("deliver")}>
        {t("deliver")}
      </DialogLink>
    ),
    download: () => (
      <ButtonLink href={`/api/stores/${store}/exports/${request.export?.id}/archive`} download look={look("download")}>
        {t("download")}
      </ButtonLink>
    ),
    answer: () => (
      <DialogLink id={CLOSE_LINK_ID} href={`${href}?dialog=close`} look={look("answer")}>
        {t("close")}
      </DialogLink>
    ),
    reopen: () => <Reopen hidden={hidden} store={store} request={request} />,
    contents: () => (
      <ButtonLink href={exportPage} look={look("contents")}>
        {t("contents")}
      </ButtonLink>
    ),
    refuse: () => (
      <DialogLink id={REFUSE_LINK_ID} href={`${href}?dialog=refuse`} look="danger">
        {t("refuse")}
      </DialogLink>
    ),
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

/** How a request was answered without a delivery. */
async function OwnAnswer({ answer, note }: { answer: Answer; note: string | null }) {
  const t = await getTranslations("request");
  return (
    <div className="mt-3 border-s-2 border-line-strong ps-3 text-sm">
      <p className="font-medium">{t(`answer-${answer}`)}</p>
      {note && (
        <p dir="auto" className="mt-0.5 whitespace-pre-line wrap-anywhere">
          {note}
        </p>
      )}
    </div>
  );
}

/** Reopens the request, or leads to the one that its person has made since. */
async function Reopen({
  hidden,
  store,
  request,
}: Pick<RequestView, "store" | "request"> & { hidden: { request: string } }) {
  const t = await getTranslations("request");
  const newer = await findNewerRequest(request);
  if (!newer)
    return (
      <ActionForm action={reopen} hidden={{ ...hidden, store }}>
        <SubmitButton look="plain">{t("reopen")}</SubmitButton>
      </ActionForm>
    );
  const link = (text: ReactNode) => (
    <a href={`/dashboard/${store}/requests/${newer.id}`} className="reference">
      {text}
    </a>
  );
  return <p className="text-sm text-ink-soft">{t.rich("newer", { link, reference: newer.reference })}</p>;
}
