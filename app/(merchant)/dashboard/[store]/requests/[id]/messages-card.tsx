import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Radios } from "@/components/form/radios";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { MessageList } from "@/components/request/message-list";
import { Card } from "@/components/ui/card";
import { Tag } from "@/components/ui/tag";
import { isReachable } from "@/lib/message/ask-customer";
import { MAX_MESSAGE_CHARACTERS } from "@/lib/message/message-policy";
import { readThread } from "@/lib/message/thread";
import { isPausable } from "@/lib/request/pause-request";
import { PauseReason } from "@/prisma/generated/enums";
import { markRead, sendQuestion } from "./message-actions";
import { MESSAGES_ID, type RequestView } from "./request-view";
import { TemplatePicker } from "./template-picker";

/** What the store asked the customer about a request, what they answered, and the form to ask. */
export async function MessagesCard({ store, storeId, request, can }: RequestView) {
  const t = await getTranslations("messages");
  const { messages } = await readThread({ storeId, requestId: request.id });
  const mayAsk = can("request.answer") && isReachable(request);
  if (messages.length === 0 && !mayAsk) return null;
  const hidden = { store, request: request.id };
  const unread = messages.filter(({ author, readAt }) => author === "customer" && !readAt).length;
  return (
    <Card label={t("staffTitle")}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id={MESSAGES_ID} tabIndex={-1} className="w-fit scroll-mt-32 rounded-[4px]">
          {t("staffTitle")}
        </h2>
        {unread > 0 && <Tag tone="wait">{t("unread", { count: unread })}</Tag>}
      </div>
      <p className="mt-1 mb-3 text-sm text-ink-soft">{t("staffLead")}</p>
      <MessageList
        label={t("staffTitle")}
        messages={messages.map((message) => ({
          ...message,
          from: message.authorName ?? request.customerName ?? t("customer"),
          files: message.files.map((file) => ({
            ...file,
            href: can("request.answer") ? `/api/stores/${store}/message-files/${file.id}` : null,
          })),
        }))}
      />
      {unread > 0 && can("request.answer") && (
        <div className="mt-3">
          <ActionForm action={markRead} hidden={hidden}>
            <SubmitButton look="plain">{t("markRead")}</SubmitButton>
          </ActionForm>
        </div>
      )}
      {mayAsk && (
        <ActionForm
          key={messages.at(-1)?.id}
          action={sendQuestion}
          hidden={hidden}
          className={`grid gap-3 ${messages.length > 0 ? "mt-4 border-t border-line pt-4" : ""}`}
        >
          <TemplatePicker storeId={storeId} kind="message" field="question" locale={request.locale} />
          <Textarea
            name="question"
            label={t("question")}
            hint={t("questionHint")}
            maxLength={MAX_MESSAGE_CHARACTERS}
            rows={3}
            grows
            required
          />
          {isPausable(request) && (
            <Radios
              name="clock"
              legend={t("clock")}
              options={(["runs", ...Object.values(PauseReason)] as const).map((value) => ({
                value,
                label: t(`clock-${value}`),
              }))}
              defaultValue="runs"
            />
          )}
          <div>
            <SubmitButton look="plain">{t("sendQuestion")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Card>
  );
}
