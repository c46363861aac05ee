import { getTranslations } from "next-intl/server";
import { Radios } from "@/components/form/radios";
import { Textarea } from "@/components/form/textarea";
import { readCorrectionResult } from "@/lib/correction/read-correction-result";
import { saysCorrected } from "@/lib/notification/email-row";
import { previewEmail, toldOf } from "@/lib/notification/preview-email";
import { checkNothingHeld } from "@/lib/request/nothing-held";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { MAX_REASON_LENGTH } from "@/lib/store/typed-text";
import { Answer, type RequestType } from "@/prisma/generated/enums";
import { closeWithoutDelivery } from "./actions";
import { AskDialog, UndoByReopening } from "./ask-dialog";
import { NothingHeldBasis, NothingHeldRefusal } from "./nothing-held";
import type { RequestView } from "./request-view";
import { TemplatePicker } from "./template-picker";
import { ReadLetter } from "./told";

/** Asks how a request was answered without a delivery, and says who is told. */
export async function CloseDialog(view: RequestView) {
  const { request } = view;
  const t = await getTranslations("request");
  const check = await checkNothingHeld({ storeId: view.storeId, requestId: request.id });
  return (
    <AskDialog
      view={view}
      title={t(isCopy(request.type) ? "closeTitle" : "doneTitle")}
      notice={<NothingHeldRefusal {...view} {...check} />}
      answers={{
        what: t("closeWhat", { export: request.export?.state === "ready" ? "yes" : "no" }),
        told: <ToldByAnswer {...view} />,
        undo: <UndoByReopening {...view} />,
      }}
      action={closeWithoutDelivery}
      button={t("close")}
    >
      <Radios
        name="answer"
        legend={t("closeHow")}
        options={answersTo(request.type).map((value) => ({
          value,
          label: t(`answer-${value}`),
          hint: t(`about-${value}`),
          disabled: value === "no_data" && check.refusal !== undefined,
        }))}
        defaultValue={isCopy(request.type) ? (check.refusal || request.matchCount > 0 ? "" : "no_data") : "done"}
      />
      <NothingHeldBasis {...check} />
      {saysCorrected({ data: { answer: "done" }, request }) && <LeftUncorrected />}
      <TemplatePicker storeId={view.storeId} kind="answer" field="note" locale={request.locale} />
      <Textarea name="note" label={t("answerNote")} hint={t("answerNoteHint")} maxLength={MAX_REASON_LENGTH} rows={2} />
    </AskDialog>
  );
}

/** Of a correction that is done but for a part: what the customer reads of that part (GDPR Art. 12(4)). */
async function LeftUncorrected() {
  const t = await getTranslations("correction");
  return (
    <div className={SHOWN.done}>
      <Textarea name="left" label={t("left")} hint={t("leftHint")} maxLength={MAX_REASON_LENGTH} rows={3} />
    </div>
  );
}

/** Who is told depends on the answer that is chosen: "no data" is the answer itself, and always sent. */
async function ToldByAnswer({ storeId, request }: RequestView) {
  const t = await getTranslations("request");
  const { customer, store } = await toldOf(storeId, "request_answered");
  if (!request.email) return t("told-noAddress");
  const letters = await Promise.all(
    answersTo(request.type).map(async (answer) => {
      const isCorrected = saysCorrected({ data: { answer }, request });
      const isSent = answer === "no_data" || isCorrected || customer;
      const kind = answer === "no_data" ? "no-data" : isCorrected ? "corrected" : "request-answered";
      const about = isCorrected
        ? { correction: await readCorrectionResult({ storeId, requestId: request.id }) }
        : undefined;
      return { answer, letter: isSent ? await previewEmail(storeId, kind, { ...request, answer }, about) : undefined };
    }),
  );
  return (
    <>
      {letters.map(({ answer, letter }) => (
        <div key={answer} className={SHOWN[answer]}>
          {t(`told-${letter ? answer : "nobody"}`, { address: request.email ?? "" })}
          {letter && <ReadLetter letter={letter} locale={request.locale} />}
        </div>
      ))}
      <span className="group-has-[[name=answer]:checked]/ask:hidden">{t("told-chooseFirst")}</span>{" "}
      {store && t("told-store")}
    </>
  );
}

/** A copy is delivered: nothing else is done about it. */
const isCopy = (type: RequestType) => type === DATA_EXPORT;
const answersTo = (type: RequestType) => Object.values(Answer).filter((answer) => answer !== "done" || !isCopy(type));

// Whole class names, since Tailwind reads them in the source.
const SHOWN = {
  done: "hidden group-has-[[value=done]:checked]/ask:block",
  no_data: "hidden group-has-[[value^=no]:checked]/ask:block",
  elsewhere: "hidden group-has-[[value=elsewhere]:checked]/ask:block",
  withdrawn: "hidden group-has-[[value=withdrawn]:checked]/ask:block",
  duplicate: "hidden group-has-[[value=duplicate]:checked]/ask:block",
  other: "hidden group-has-[[value=other]:checked]/ask:block",
} as const satisfies Record<Answer, string>;
