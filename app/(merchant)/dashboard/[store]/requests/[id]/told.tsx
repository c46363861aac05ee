import { getLocale, getTranslations } from "next-intl/server";
import { languageName } from "@/components/request/language-name";
import type { EventType } from "@/lib/event/event-types";
import { toldOf } from "@/lib/notification/preview-email";
import type { RequestView } from "./request-view";

/** An email that is about to be sent. */
export interface Letter {
  subject: string;
  text: string;
}

/** Who an act tells of it, and in which words. @param letter to the customer; without it only that they are told. */
export async function Told({
  view: { storeId, request },
  event,
  letter,
}: {
  view: RequestView;
  event: EventType;
  letter?: Letter | undefined;
}) {
  const t = await getTranslations("request");
  const { customer, store } = await toldOf(storeId, event);
  const values = { address: request.email ?? "", language: languageName(request.locale, await getLocale()) };
  return (
    <>
      {t(!request.email ? "told-noAddress" : customer ? "told-customer" : "told-nobody", values)}{" "}
      {store && t("told-store")}
      {letter && request.email && customer && <ReadLetter letter={letter} locale={request.locale} />}
    </>
  );
}

/** The words of an email, on demand. */
export async function ReadLetter({ letter, locale }: { letter: Letter; locale: string }) {
  const t = await getTranslations("request");
  return (
    <details className="mt-1">
      <summary className="w-fit rounded-[4px] underline decoration-line-strong underline-offset-3">
        {t("readEmail")}
      </summary>
      <div lang={locale} dir="auto" className="mt-2 rounded-control border border-line bg-surface px-3 py-2.5">
        <p className="font-medium wrap-anywhere">{letter.subject}</p>
        <p className="mt-1.5 text-[13px] leading-[18px] whitespace-pre-line wrap-anywhere">{letter.text.trim()}</p>
      </div>
    </details>
  );
}
