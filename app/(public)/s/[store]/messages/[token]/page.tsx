import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Heading } from "@/app/(public)/s/[store]/heading";
import { PageNotFound } from "@/app/(public)/s/[store]/page-not-found";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { ButtonLink } from "@/components/ui/button";
import { isolate } from "@/lib/isolate";
import { showMessageLink } from "@/lib/message/message-code";
import { findMessageLink, mayReadMessages, messageCookie } from "@/lib/message/message-link";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { openMessages, sendMessageCode } from "./actions";

type Props = PageProps<"/s/[store]/messages/[token]">;

/** What the link is for, once a page; undefined for an unknown link. */
const load = cache(async (slug: string, token: string) => {
  const store = await findStore(slug);
  const requestId = store && (await findMessageLink(store.id, token));
  if (!store || !requestId) return undefined;
  const cookie = (await cookies()).get(messageCookie(requestId))?.value;
  const identity = await currentCustomer(store.id);
  const isProved = await mayReadMessages({ storeId: store.id, requestId, cookie, identity });
  return { store, requestId, isProved, link: await showMessageLink(store.id, requestId) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { store, token } = await params;
  const found = await load(store, token);
  if (!found) return { title: (await getTranslations("notFound"))("title") };
  return { title: (await getTranslations("messages"))(titleOf(found)) };
}

function titleOf({ link, isProved }: NonNullable<Awaited<ReturnType<typeof load>>>) {
  if (link.status === "closed") return "closedTitle" as const;
  if (isProved) return "title" as const;
  return link.status === "locked" ? ("lockedTitle" as const) : link.codeRequested ? "enterTitle" : "title";
}

/** The page of a link to a request's messages: it asks for a code. Opening it changes nothing: mail scanners open it too. */
export default async function MessageLinkPage({ params }: Props) {
  const { store: slug, token } = await params;
  const found = await load(slug, token);
  if (!found) return <PageNotFound store={slug} />;
  const t = await getTranslations("messages");
  const data = await getTranslations("getData");
  const { store, requestId, isProved, link } = found;
  const values = { store: isolate(store.name), email: link.maskedEmail };
  const hidden = { store: slug, token };
  if (isProved)
    return (
      <>
        <Heading title={t(titleOf(found))}>{t("proved", values)}</Heading>
        <ButtonLink href={`/s/${slug}/answer/${requestId}`} look="primary" large>
          {t("read")}
        </ButtonLink>
      </>
    );
  if (link.status !== "open")
    return <Heading title={t(`${link.status}Title`)}>{t(`${link.status}Text`, values)}</Heading>;
  if (!link.codeRequested)
    return (
      <>
        <Heading title={t("title")}>{t("ask", values)}</Heading>
        <ActionForm action={sendMessageCode} hidden={hidden}>
          <SubmitButton large>{data("send")}</SubmitButton>
        </ActionForm>
      </>
    );
  return (
    <>
      <Heading title={t("enterTitle")}>{data("enter", values)}</Heading>
      <ActionForm action={openMessages} hidden={hidden} className="grid gap-5">
        <Field
          name="code"
          label={data("code")}
          hint={data("codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
        />
        <SubmitButton large>{data("goOn")}</SubmitButton>
      </ActionForm>
      <div className="mt-7 border-t border-line pt-5">
        <p className="mb-3 text-sm text-ink-soft">{data("nothingCame")}</p>
        <ActionForm action={sendMessageCode} hidden={hidden}>
          <SubmitButton look="plain">{data("sendAgain")}</SubmitButton>
        </ActionForm>
      </div>
    </>
  );
}
