import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import { findCorrection } from "@/lib/correction/find-correction";
import { countWithdrawn, listToldSystems, type ToldSystem } from "@/lib/objection/list-systems";
import type { RequestType } from "@/prisma/generated/client";
import { CorrectRecords } from "./correct-records";
import { tellSystem } from "./correction-actions";
import type { RequestView } from "./request-view";

/** What staff do for an open request that no export answers, by its type: what was asked, what is done, and what is left. */
export async function ByHand(view: RequestView) {
  const t = await getTranslations("hand");
  const { storeId, request } = view;
  const { id: requestId, type } = request;
  const target = { storeId, requestId };
  const correction = type === "correction" ? await findCorrection(target) : null;
  return (
    <>
      {correction && (
        <div className="mt-3 grid gap-3 sm:grid-cols-2">
          <Written title={t("wrong")} text={correction.wrong} />
          <Written title={t("right")} text={correction.right} />
        </div>
      )}
      <Steps type={type} />
      {type === "correction" && <CorrectRecords {...view} />}
      {(type === "objection" || type === "opt_out") && <Withdrawn count={await countWithdrawn(target)} />}
      {TOLD.includes(type) && <Systems view={view} systems={await listToldSystems(target)} />}
    </>
  );
}

/** Of these the systems that hold the data are told: GDPR Art. 19, California Civil Code 1798.135. */
const TOLD: RequestType[] = ["correction", "objection", "opt_out", "restriction"];

async function Steps({ type }: { type: RequestType }) {
  const t = await getTranslations("hand");
  if (type === "export" || type === "erasure") return null;
  return (
    <ol className="mt-3 grid max-w-[72ch] list-decimal gap-1.5 ps-5 text-sm">
      {(["first", "second"] as const).map((step) => (
        <li key={step}>{t(`${type}.${step}`)}</li>
      ))}
    </ol>
  );
}

/** What the customer wrote. */
function Written({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <p className="text-sm font-medium">{title}</p>
      <blockquote
        dir="auto"
        className="mt-1 border-s-2 border-line-strong ps-3 text-sm whitespace-pre-line wrap-anywhere"
      >
        {text}
      </blockquote>
    </div>
  );
}

async function Withdrawn({ count }: { count: number | undefined }) {
  const t = await getTranslations("hand");
  return <p className="mt-3 text-sm">{count === undefined ? t("withdrawing") : t("withdrawn", { count })}</p>;
}

/** Each system, with what it answered or that staff tell it themselves. */
async function Systems({ view, systems }: { view: RequestView; systems: ToldSystem[] }) {
  const t = await getTranslations("hand");
  if (systems.length === 0) return null;
  const { store, can } = view;
  const { id, type } = view.request;
  const isObjection = type === "objection" || type === "opt_out";
  return (
    <div className="mt-4">
      <h3 className="text-sm font-medium">{t("systems")}</h3>
      <ul className="mt-2 grid rounded-control border border-line text-sm">
        {systems.map(({ key, name, steps, obstacle, told, page }) => {
          const isPassedOn = isObjection && (steps.length > 0 || (!obstacle && key.startsWith("connection-")));
          return (
            <li
              key={key}
              className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5 last:border-b-0"
            >
              <span className="min-w-0 grow basis-48 wrap-anywhere">
                <bdi className="font-medium">{name ?? t("shop")}</bdi>{" "}
                <span className="block text-[13px] text-ink-soft">
                  {told
                    ? t.rich("told", { name: () => <bdi>{told.byName}</bdi>, at: () => <LocalTime at={told.at} /> })
                    : steps.length > 0 && isObjection
                      ? steps
                          .map(({ state, note }) => [t(`state-${state as "done"}`), note].filter(Boolean).join(": "))
                          .join("; ")
                      : t(isPassedOn ? "state-unlinked" : type === "correction" ? "state-correct" : "state-byHand")}
                </span>
              </span>
              {page && (
                <a href={page} target="_blank" rel="noreferrer noopener" className="underline">
                  {t("openThere")}
                </a>
              )}
              {!told && can("request.answer") && isOwnWork(isPassedOn, steps) && (
                <ActionForm action={tellSystem} hidden={{ store, request: id, system: key }}>
                  <SubmitButton look="plain">
                    {t("tick")} <span className="sr-only">{name ?? t("shop")}</span>
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Whether staff tell a system themselves: Dossier did not, or it failed. */
function isOwnWork(isPassedOn: boolean, steps: ToldSystem["steps"]): boolean {
  return !isPassedOn || steps.some(({ state }) => state === "failed");
}
