import { getTranslations } from "next-intl/server";
import { StepList } from "@/app/(public)/s/[store]/step-list";
import { LocalTime } from "@/components/ui/local-time";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { OwnDelivery } from "@/lib/delivery/own-deliveries";
import { customerSteps } from "@/lib/request/customer-steps";
import type { OwnRequest } from "@/lib/request/list-own-requests";
import { DeliveredCopy } from "./delivered-copy";

/** One of a customer's own requests: its state and steps, its data while it can be downloaded, and the way to withdraw it. */
export async function RequestCard({
  store,
  request,
  delivery,
  waits,
}: {
  /** The store's slug. */
  store: string;
  request: OwnRequest;
  delivery: OwnDelivery | undefined;
  /** Whether its messages wait for an answer; undefined where there are none. */
  waits: boolean | undefined;
}) {
  const t = await getTranslations("account");
  const messages = await getTranslations("messages");
  const publicTexts = await getTranslations("public");
  const { id, state, reference, type, dueAt, refusalReason, closedAsSpam } = request;
  const plan = state === "open" ? request.erasurePlan : null;
  const isLive = (state === "open" && plan?.state !== "running") || state === "unverified";
  const steps = customerSteps(request, delivery).map(({ step, at, progress }) => ({
    key: step,
    title: t(`steps.${step}`),
    text: at ? (
      <LocalTime at={at} dateOnly />
    ) : (
      (step === "prepared" || step === "answered") &&
      progress === "now" &&
      t.rich("due", { at: () => <LocalTime at={dueAt} dateOnly /> })
    ),
    progress,
  }));
  return (
    <li className="grid gap-4 rounded-card border border-line bg-surface px-[18px] py-4 shadow-card">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <h2 className="min-w-0 grow basis-48 text-[17px] leading-6">
          {t(`types.${type}`)}{" "}
          <span className="block font-mono text-[13px] font-normal text-ink-soft">{reference}</span>
        </h2>
        <Tag tone={TONES[state]}>{t(`states.${closedAsSpam ? "closed" : state}`)}</Tag>
      </div>
      <StepList steps={steps} done={publicTexts("steps.done")} />
      {state === "unverified" && (
        <p className="text-sm text-ink-soft">{t(type === "export" ? "unverifiedHint" : "unverifiedHintOther")}</p>
      )}
      {refusalReason && <p className="text-sm wrap-anywhere">{t("reason", { reason: refusalReason })}</p>}
      {delivery && <DeliveredCopy store={store} reference={reference} delivery={delivery} />}
      {plan && (
        <p className="text-sm">
          {plan.state === "waiting"
            ? t.rich("erasureStarts", { at: () => <LocalTime at={plan.startsAt} /> })
            : t("erasureStarted")}
        </p>
      )}
      {waits !== undefined && (
        <p className="flex flex-wrap items-center gap-x-3 text-sm">
          <a href={`/s/${store}/answer/${id}`} aria-label={messages("ofRequest", { reference })} className="underline">
            {messages("title")}
          </a>
          {waits && <Tag tone="wait">{messages("waits")}</Tag>}
        </p>
      )}
      {isLive && (
        <p className="border-t border-line pt-3.5 text-sm">
          <a
            href={`/s/${store}/account/withdraw/${id}`}
            aria-label={t("withdrawOf", { reference })}
            className="underline"
          >
            {t("withdraw")}
          </a>
        </p>
      )}
    </li>
  );
}

const TONES: Record<OwnRequest["state"], TagTone> = {
  unverified: "wait",
  open: "calm",
  answered: "good",
  refused: "late",
  cancelled: "calm",
};
