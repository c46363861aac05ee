import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { readErasureView } from "@/lib/erasure/read-erasure";
import { hasExpired } from "@/lib/expiry";
import { countUndecided } from "@/lib/subject/list-records";
import { retryErase } from "./erasure-actions";
import { ErasureBlocks, ErasureHeld } from "./erasure-blocks";
import { ErasureStepLine } from "./erasure-step";
import type { RequestView } from "./request-view";

/** What an erasure erases and what is kept: as it would be now until it is approved, then step by step. */
export async function ErasureCard(view: RequestView) {
  const t = await getTranslations("erasure");
  const { store, storeId, request, next, can } = view;
  const { erasurePlan: plan, erasureHold: hold } = request;
  const { steps, blocks, kept, unpaid, keeping, waitHours } = await readErasureView(request);
  const undecided = next.step === "erase" ? await countUndecided(storeId, request.id) : 0;
  const canRetry = next.step === "erasing" && can("request.answer") && steps.some(({ state }) => state === "failed");
  const name = () => <bdi>{plan?.approvedByName}</bdi>;
  return (
    <div className="mt-4 grid gap-4 text-sm">
      {hold && <ErasureHeld view={view} hold={hold} />}
      <ErasureBlocks store={store} blocks={blocks.filter(({ kind }) => kind !== "held" || !hold)} />
      {unpaid > 0 && (
        <Notice tone="wait">
          <p>{t("unpaid", { count: unpaid })}</p>
        </Notice>
      )}
      {undecided > 0 && (
        <Notice tone="wait">
          <p>{t("undecided", { count: undecided })}</p>
        </Notice>
      )}
      <ul aria-label={t("steps")} className="grid rounded-control border border-line">
        {steps.map((step) => (
          <ErasureStepLine key={step.number} view={view} step={step} />
        ))}
      </ul>
      {canRetry && (
        <ActionForm action={retryErase} hidden={{ store, request: request.id }}>
          <SubmitButton look="plain">{t("tryAgain")}</SubmitButton>
        </ActionForm>
      )}
      <div className="grid max-w-[72ch] gap-1.5 text-ink-soft">
        <h3 className="font-medium text-ink">{t("keptTitle")}</h3>
        {kept > 0 && <p>{t("keptOrders", { ...keeping, count: kept, statute: keeping.statute ?? "none" })}</p>}
        <p>{t("keptRequest")}</p>
      </div>
      {next.step === "erase" && (
        <p className="text-ink-soft">
          {t("waits", { hours: waitHours })} {!can("request.approve_erasure") && t("ownerApproves")}
        </p>
      )}
      {plan?.state === "waiting" && (
        <p className="font-medium">
          {hasExpired(plan.startsAt)
            ? t.rich("startsSoon", { name })
            : t.rich("startsAt", { name, at: () => <LocalTime at={plan.startsAt} /> })}
        </p>
      )}
    </div>
  );
}
