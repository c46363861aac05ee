import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Tag } from "@/components/ui/tag";
import { MAX_AGENT_NAME_LENGTH } from "@/lib/request/agent";
import { askPerson, seeMandate, setAgent } from "./agent-actions";
import { AskDialog } from "./ask-dialog";
import { AGENT_ID, MESSAGES_ID, type RequestView } from "./request-view";
import { Told } from "./told";

/** Who made a request for the person, and what is missing before it is certain that they may. */
export async function AgentCard({ store, request, can }: RequestView) {
  const t = await getTranslations("agent");
  const { agent } = request;
  if (!agent) return null;
  const mayAct = request.state === "open" && can("request.verify");
  const hidden = { store, request: request.id };
  const { askedAt, confirmedAt, mandateSeenAt, mandateSeenBy } = agent;
  return (
    <Card label={t("title")}>
      <h2 id={AGENT_ID} tabIndex={-1} className="w-fit scroll-mt-32 rounded-[4px] wrap-anywhere">
        {t.rich("madeBy", { name: () => <bdi>{agent.name}</bdi> })}
      </h2>
      <ul className="mt-3 grid gap-3 text-sm">
        <Need
          name={t("mandate")}
          state={
            mandateSeenAt
              ? t.rich("seenBy", { name: () => <bdi>{mandateSeenBy}</bdi>, at: () => <LocalTime at={mandateSeenAt} /> })
              : t.rich("mandateMissing", { link: (text) => <a href={`#${MESSAGES_ID}`}>{text}</a> })
          }
          isMissing={!mandateSeenAt}
          missing={t("missing")}
        >
          {mayAct && !mandateSeenAt && (
            <ActionForm action={seeMandate} hidden={hidden}>
              <SubmitButton look="plain">{t("seeMandate")}</SubmitButton>
            </ActionForm>
          )}
        </Need>
        <Need
          name={t("confirmation")}
          state={
            confirmedAt
              ? t.rich("confirmedAt", { at: () => <LocalTime at={confirmedAt} /> })
              : askedAt
                ? t.rich("askedAt", { at: () => <LocalTime at={askedAt} /> })
                : t("notAsked")
          }
          isMissing={!confirmedAt}
          missing={t("missing")}
        >
          {mayAct && !confirmedAt && askedAt && (
            <ActionForm action={askPerson} hidden={hidden}>
              <SubmitButton look="plain">{t("askAgain")}</SubmitButton>
            </ActionForm>
          )}
        </Need>
      </ul>
    </Card>
  );
}

function Need({
  name,
  state,
  isMissing,
  missing,
  children,
}: {
  name: string;
  state: ReactNode;
  isMissing: boolean;
  missing: string;
  children: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <div className="min-w-0 grow basis-48">
        <p className="flex flex-wrap gap-x-2 font-medium">
          {name} {isMissing && <Tag tone="wait">{missing}</Tag>}
        </p>
        <p className="text-ink-soft wrap-anywhere">{state}</p>
      </div>
      {children}
    </li>
  );
}

/** Asks who the agent is. */
export async function AgentDialog(view: RequestView) {
  const t = await getTranslations("agent");
  return (
    <AskDialog
      view={view}
      title={t("setTitle")}
      answers={{
        what: t("setWhat"),
        told: <Told view={view} event="agent_confirmation_requested" />,
        undo: t("setUndo"),
      }}
      action={setAgent}
      button={t("set")}
    >
      <Field name="agent" label={t("name")} maxLength={MAX_AGENT_NAME_LENGTH} required />
    </AskDialog>
  );
}
