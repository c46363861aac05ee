import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ExportProgress } from "@/components/export/export-progress";
import { exportProgressTexts } from "@/components/export/export-progress-texts";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { readSectionTable } from "@/lib/export/read-section-table";
import { UNVERIFIED_LIFETIME_DAYS } from "@/lib/request/delete-unverified";
import type { Step } from "@/lib/request/next-step";
import { findNewerRequest, reopenableUntil } from "@/lib/request/reopen-request";
import { sourcesOf } from "@/lib/source/registry";
import type { Answer } from "@/prisma/generated/client";
import { ByHand } from "./by-hand";
import { CorrectedValues } from "./correct-records";
import { ErasureCard } from "./erasure-card";
import { NothingHeldAnswer } from "./nothing-held";
import { StepButton } from "./request-actions";
import { NEXT_STEP_ID, type RequestView } from "./request-view";

/** What a request waits for, or how it was closed. */
export async function NextStepCard(view: RequestView) {
  const t = await getTranslations("request");
  const { store, request, href, next } = view;
  const { step } = next;
  const { export: made, type } = request;
  const hand = await getTranslations("hand");
  const byHand = step === "byHand" && type !== "erasure" && type !== "export" && type;
  const newer = next.others.includes("reopen") ? await findNewerRequest(request) : null;
  const others = next.others.filter((action) => action !== "reopen" || !newer);
  return (
    <Card label={t("nextStep")}>
      <h2 id={NEXT_STEP_ID} tabIndex={-1} className="w-fit scroll-mt-32 rounded-[4px]">
        {step === "closed"
          ? t(`closed-${closedKey(view)}`)
          : byHand
            ? hand(`${byHand}.title`)
            : t(`step-${step}`, { sources: (await sourcesOf(view)).length })}
      </h2>
      <p className="mt-1 max-w-[72ch] text-sm text-ink-soft wrap-anywhere">
        {step === "closed"
          ? t(
              `closed-${closedKey(view)}${request.erasedAt && !request.erasurePlan?.reducedAt ? "Telling" : ""}Text` as "closed-erasedText",
            )
          : byHand
            ? hand(`${byHand}.text`)
            : t(`step-${step}Text`, { days: UNVERIFIED_LIFETIME_DAYS })}
        {!view.can("request.answer") && ` ${t("viewer")}`}
      </p>
      {(ERASURE_STEPS.includes(step) || request.erasedAt) && <ErasureCard {...view} />}
      {byHand && <ByHand {...view} />}
      {request.state === "refused" && request.refusalReason && <Quoted text={request.refusalReason} />}
      {type === "correction" && step === "closed" && <CorrectedValues {...view} />}
      {request.state === "answered" && request.refusalReason && <LeftUncorrected text={request.refusalReason} />}
      {request.answer && <OwnAnswer answer={request.answer} note={request.answerNote} />}
      <NothingHeldAnswer request={request} />
      {step === "collecting" && made && (
        <div className="mt-4">
          <ExportProgress
            store={store}
            exportId={made.id}
            initial={made}
            texts={await exportProgressTexts(await readSectionTable({ storeId: view.storeId, exportId: made.id }))}
            href={href}
          />
        </div>
      )}
      {others.length > 0 && (
        <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2">
          {others.map((action) => (
            <StepButton key={action} {...view} action={action} />
          ))}
          {others.includes("reopen") && <ReopenableUntil {...view} />}
        </div>
      )}
      {newer && <Newer store={store} newer={newer} />}
    </Card>
  );
}

/** The steps whose card lists those of the erasure. */
const ERASURE_STEPS: Step[] = ["erase", "eraseWaiting", "erasing", "eraseFinish"];

/** The words of how a request was closed. */
function closedKey({ request: { state, erasedAt } }: RequestView) {
  return erasedAt ? "erased" : (state as "answered");
}

/** Until when it can be reopened. */
async function ReopenableUntil({ request }: RequestView) {
  const t = await getTranslations("request");
  const until = reopenableUntil(request);
  return (
    until && (
      <p className="text-[13px] text-ink-soft">
        {t.rich("reopenUntil", { date: () => <LocalTime at={until} dateOnly /> })}
      </p>
    )
  );
}

/** In place of "Reopen": the request that its person has made since. */
async function Newer({ store, newer }: { store: string; newer: { id: string; reference: string } }) {
  const t = await getTranslations("request");
  const link = (text: ReactNode) => (
    <a href={`/dashboard/${store}/requests/${newer.id}`} className="reference">
      {text}
    </a>
  );
  return <p className="mt-4 text-sm text-ink-soft">{t.rich("newer", { link, reference: newer.reference })}</p>;
}

/** How a request was answered without a delivery. */
async function OwnAnswer({ answer, note }: { answer: Answer; note: string | null }) {
  const t = await getTranslations("request");
  return (
    <>
      <p className="mt-3 text-sm font-medium">{t(`answer-${answer}`)}</p>
      {note && <Quoted text={note} />}
    </>
  );
}

/** What of a correction was not done, and why, as the customer reads it. */
async function LeftUncorrected({ text }: { text: string }) {
  const t = await getTranslations("correction");
  return (
    <>
      <p className="mt-3 text-sm font-medium">{t("leftTitle")}</p>
      <Quoted text={text} />
    </>
  );
}

function Quoted({ text }: { text: string }) {
  return (
    <blockquote
      dir="auto"
      className="mt-2 border-s-2 border-line-strong ps-3 text-sm whitespace-pre-line wrap-anywhere"
    >
      {text}
    </blockquote>
  );
}
