import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { LocalTime } from "@/components/ui/local-time";
import type { ToldSystem } from "@/lib/objection/list-systems";
import { isObjection } from "@/lib/subject/start-matching";
import { tellSystem } from "./correction-actions";
import { readFailure, readObstacle } from "./read-failure";
import type { RequestView } from "./request-view";

/** Each system that holds the person's data: what it answered, or that staff tell it themselves, and the way to tick that. */
export async function ToldSystems({ view, systems }: { view: RequestView; systems: ToldSystem[] }) {
  const t = await getTranslations("hand");
  if (systems.length === 0) return null;
  return (
    <div className="mt-4">
      <h3 className="text-sm font-medium">{t("systems")}</h3>
      <ul className="mt-2 grid rounded-control border border-line text-sm">
        {systems.map((system) => (
          <SystemLine key={system.key} view={view} system={system} />
        ))}
      </ul>
    </div>
  );
}

async function SystemLine({ view, system }: { view: RequestView; system: ToldSystem }) {
  const t = await getTranslations("hand");
  const { store, request, can } = view;
  const name = system.name ?? t("shop");
  const mayTick = !system.told && isOwnWork(view, system) && can("request.answer");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5 last:border-b-0">
      <span className="min-w-0 grow basis-48 wrap-anywhere">
        <bdi className="font-medium">{name}</bdi>
        <span className="block text-[13px] text-ink-soft">{await stateOf(view, system)}</span>
      </span>
      {system.page && (
        <a href={system.page} target="_blank" rel="noreferrer noopener" className="underline">
          {t("openThere")}
        </a>
      )}
      {mayTick && (
        <ActionForm action={tellSystem} hidden={{ store, request: request.id, system: system.key }}>
          <SubmitButton look="plain">
            {t("tick")} <span className="sr-only">{name}</span>
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  );
}

async function stateOf({ request }: RequestView, system: ToldSystem): Promise<ReactNode> {
  const t = await getTranslations("hand");
  const { told, steps, obstacle } = system;
  if (told) return t.rich("told", { name: () => <bdi>{told.byName}</bdi>, at: () => <LocalTime at={told.at} /> });
  if (request.type === "correction") return t("state-correct");
  if (!isObjection(request.type)) return t("state-byHand");
  if (steps.length > 0) return (await Promise.all(steps.map((step) => answerOf(step, system)))).join("; ");
  if (isConnection(system) && !obstacle) return t("state-unlinked");
  return [await readObstacle(obstacle), t("state-byHand")].filter(Boolean).join(" ");
}

/** What a system said of one record. */
async function answerOf({ state, note }: ToldSystem["steps"][number], { name }: ToldSystem): Promise<string> {
  const t = await getTranslations("hand");
  const why = state === "failed" ? await readFailure(note, name) : note;
  return [t(`state-${state as "done"}`), why].filter(Boolean).join(": ");
}

/** Whether staff tell a system themselves: Dossier does not, or it failed. */
function isOwnWork({ request }: RequestView, system: ToldSystem): boolean {
  if (request.state !== "open") return false;
  if (!isObjection(request.type) || !isConnection(system) || system.obstacle) return true;
  return system.steps.some(({ state }) => state === "failed");
}

const isConnection = ({ key }: ToldSystem) => key.startsWith("connection-");
