import { getTranslations } from "next-intl/server";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { PageNotFound } from "@/app/(public)/s/[store]/page-not-found";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { MessageList } from "@/components/request/message-list";
import { isolate } from "@/lib/isolate";
import { MAX_MESSAGE_CHARACTERS } from "@/lib/message/message-policy";
import { readThread } from "@/lib/message/thread";
import { findStore } from "@/lib/store/find-store";
import { sendAnswer } from "./actions";
import { AnswerFiles } from "./answer-files";
import { ProofForm } from "./proof-form";
import { mayAnswer } from "./reader";

export const generateMetadata = pageTitle("messages", "title");

/** A request's messages, for the customer: they read them, add files, and answer. */
export default async function AnswerPage({ params }: PageProps<"/s/[store]/answer/[id]">) {
  const { store: slug, id } = await params;
  const store = await findStore(slug);
  if (!store || !(await mayAnswer(store.id, id))) return <PageNotFound store={slug} />;
  const t = await getTranslations("messages");
  const { request, messages, waiting } = await readThread({ storeId: store.id, requestId: id });
  const newest = messages.at(-1);
  const mayWrite = request.state === "open" && messages.some(({ author }) => author === "store");
  const values = { store: isolate(store.name), reference: request.reference };
  return (
    <>
      <Heading title={t("title")}>{t(messages.length === 0 ? "none" : "lead", values)}</Heading>
      <ProofForm store={store} requestId={id} />
      <MessageList
        label={t("title")}
        messages={messages.map((message) => ({
          ...message,
          from: message.author === "store" ? store.name : t("you"),
          files: message.files.map((file) => ({ ...file, href: null })),
        }))}
      />
      {newest?.author === "customer" && <p className="mt-5 text-sm text-ink-soft">{t("answered", values)}</p>}
      {!mayWrite && messages.length > 0 && <p className="mt-5 text-ink-soft">{t("closedText", values)}</p>}
      {mayWrite && (
        <div className="mt-7 grid gap-7 border-t border-line pt-6">
          <AnswerFiles store={slug} requestId={id} files={waiting} />
          <ActionForm key={newest?.id} action={sendAnswer} hidden={{ store: slug, request: id }} className="grid gap-5">
            <Textarea
              name="answer"
              label={t("answer")}
              hint={t("answerHint", values)}
              maxLength={MAX_MESSAGE_CHARACTERS}
              rows={5}
              grows
            />
            <SubmitButton large>{t("send")}</SubmitButton>
          </ActionForm>
        </div>
      )}
    </>
  );
}
