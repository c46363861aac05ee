import { getTranslations } from "next-intl/server";
import { Radios } from "@/components/form/radios";
import { Textarea } from "@/components/form/textarea";
import { MAX_REASON_LENGTH } from "@/lib/store/typed-text";
import { PauseReason } from "@/prisma/generated/enums";
import { AskDialog } from "./ask-dialog";
import { endPause, pause } from "./clock-actions";
import type { RequestView } from "./request-view";
import { Told } from "./told";

/** Asks what the clock has to wait for, and what the customer is asked to do. */
export async function PauseDialog(view: RequestView) {
  const t = await getTranslations("request");
  const { request } = view;
  return (
    <AskDialog
      view={view}
      title={t("pauseTitle")}
      answers={{
        what: t("pauseWhat"),
        told: request.email ? <Told view={view} event="request_paused" /> : t("pauseTell"),
        undo: t("pauseUndo"),
      }}
      action={pause}
      button={t("pause")}
    >
      <Radios
        name="reason"
        legend={t("pauseReason")}
        options={Object.values(PauseReason).map((value) => ({
          value,
          label: t(`pause-${value}`),
          hint: t(`aboutPause-${value}`),
        }))}
        defaultValue=""
      />
      <Textarea
        name="question"
        label={t("pauseQuestion")}
        hint={t("pauseQuestionHint")}
        maxLength={MAX_REASON_LENGTH}
        required
        rows={3}
      />
    </AskDialog>
  );
}

/** Says what ending a pause does. */
export async function EndPauseDialog(view: RequestView) {
  const t = await getTranslations("request");
  return (
    <AskDialog
      view={view}
      title={t("endPauseTitle")}
      answers={{ what: t("endPauseWhat"), told: t("endPauseTold"), undo: t("endPauseUndo") }}
      action={endPause}
      button={t("endPause")}
    />
  );
}
