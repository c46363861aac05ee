import { getTranslations } from "next-intl/server";
import type { ComponentProps, ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogAnswers, DialogButtons } from "@/components/ui/dialog";
import { LocalTime } from "@/components/ui/local-time";
import { REOPENABLE_DAYS } from "@/lib/request/reopen-request";
import { MORE_ACTIONS_ID, type RequestView } from "./request-view";

/**
 * Asks before something that cannot be undone, or of which a customer is told: the title is the question; then what
 * happens, who is told and how to get back; the button repeats the verb.
 */
export async function AskDialog({
  view: { store, request, href },
  title,
  notice,
  answers: { what, told, undo },
  action,
  hidden = {},
  button,
  look = "primary",
  returnFocusTo = MORE_ACTIONS_ID,
  children,
}: {
  view: RequestView;
  title: string;
  /** What stands above the form, with a form of its own. */
  notice?: ReactNode;
  answers: { what: ReactNode; told: ReactNode; undo: ReactNode };
  action: ComponentProps<typeof ActionForm>["action"];
  /** Hidden fields, besides the store and the request. */
  hidden?: Record<string, string>;
  button: string;
  look?: "primary" | "danger";
  /** The id of what opened it. */
  returnFocusTo?: string;
  /** The form's fields. */
  children?: ReactNode;
}) {
  const t = await getTranslations("request");
  return (
    <Dialog title={title} closeHref={href} returnFocusTo={returnFocusTo}>
      {notice}
      <ActionForm action={action} hidden={{ store, request: request.id, ...hidden }} className="group/ask grid gap-5">
        {children}
        <DialogAnswers
          answers={[
            { name: t("ask-what"), value: what },
            { name: t("ask-told"), value: told },
            { name: t("ask-undo"), value: undo },
          ]}
        />
        <DialogButtons href={href} cancel={t("keep")}>
          <SubmitButton look={look}>{button}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

/** How to get back from closing a request. */
export async function UndoByReopening({ request }: RequestView) {
  const t = await getTranslations("request");
  return t.rich("undoByReopening", { days: REOPENABLE_DAYS, due: () => <LocalTime at={request.dueAt} dateOnly /> });
}
