import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import { Tag, type TagTone } from "@/components/ui/tag";
import { isTickable } from "@/lib/erasure/finish-erasure";
import type { ShownStep } from "@/lib/erasure/read-erasure";
import { isolate } from "@/lib/isolate";
import { tickErase } from "./erasure-actions";
import { readFailure, readObstacle } from "./read-failure";
import type { RequestView } from "./request-view";

/** One step of an erasure: what it erases or erased, its state once it is approved, and the way to tick it. */
export async function ErasureStepLine({ view, step }: { view: RequestView; step: ShownStep }) {
  const t = await getTranslations("erasure");
  const { store, request, next, can } = view;
  const { number, kind, state, rows, retained, note, doneAt, doneByName } = step;
  const isRunning = request.erasurePlan?.state === "running";
  const title = await titleOf(step);
  const counts = Object.entries(rows).map(([row, count]) => t("rows", { kind: row, count }));
  const isPlanned = state === null || state === "pending";
  const mayTick = isRunning && state && isTickable({ kind, state }) && next.step === "erasing" && can("request.answer");
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5 last:border-b-0">
      <div className="min-w-0 grow basis-48">
        <p className="font-medium wrap-anywhere">{title}</p>
        <p className="text-[13px] text-ink-soft wrap-anywhere">
          {kind === "by_hand"
            ? isPlanned &&
              [await readObstacle(step.obstacle), t(isRunning ? "byHandNow" : "byHand")].filter(Boolean).join(" ")
            : kind === "live"
              ? isPlanned && t("willAsk")
              : counts.join(" · ") || t("nothingFound")}
          {retained.length > 0 && t("retained", { items: retained.map(isolate).join("; ") })}{" "}
          {note && <bdi lang="en">{note}</bdi>}
          {state === "failed" && [await readFailure(step.error, step.title), t("failed")].filter(Boolean).join(" ")}
          {doneByName &&
            doneAt &&
            t.rich("tickedBy", { name: () => <bdi>{doneByName}</bdi>, at: () => <LocalTime at={doneAt} /> })}
        </p>
      </div>
      {mayTick ? (
        <ActionForm action={tickErase} hidden={{ store, request: request.id, number: String(number) }}>
          <SubmitButton look="plain">
            {t("tick")} <span className="sr-only">{t("tickOf", { title })}</span>
          </SubmitButton>
        </ActionForm>
      ) : (
        state &&
        request.erasurePlan?.state !== "waiting" && (
          <Tag tone={TONES[state]}>{t(`state-${doneByName ? "ticked" : state}`)}</Tag>
        )
      )}
    </li>
  );
}

const TONES: Record<NonNullable<ShownStep["state"]>, TagTone> = {
  pending: "calm",
  asking: "calm",
  done: "good",
  queued: "good",
  retained: "good",
  nothing: "good",
  failed: "late",
};

async function titleOf({ kind, title, label }: ShownStep): Promise<string> {
  const t = await getTranslations("erasure");
  if (kind === "live" || kind === "by_hand")
    return label ? t(`kind-${kind}`, { title: isolate(title ?? ""), label: isolate(label) }) : (title ?? "");
  if (kind === "customer") return label ? t("kind-customer", { label: isolate(label) }) : t("kind-customerGone");
  return t(`kind-${kind}`);
}
