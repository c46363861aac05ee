import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { LocalTime } from "@/components/ui/local-time";
import { Tag } from "@/components/ui/tag";
import { IMPORTED_CHOICE } from "@/lib/section/consents";
import { readerWords } from "@/lib/section/words";
import type { CustomerView } from "./customer-view";

/** The history of a customer's marketing choices, the newest first. */
export async function Consents({ customer: { consents } }: CustomerView) {
  const t = await getTranslations("customers");
  const words = readerWords(await getLocale());
  if (consents.length === 0) return <EmptyState title={t("noConsentsTitle")} text={t("noConsentsText")} />;
  return (
    <ul aria-label={t("tab-consents")}>
      {consents.map((consent) => (
        <li key={consent.id} className="grid gap-0.5 border-b border-line px-[18px] py-3 text-sm last:border-b-0">
          <span className="flex flex-wrap items-center gap-x-2">
            {t(`channel-${consent.channel}`)}
            <Tag tone={consent.granted ? "good" : "calm"}>{t(consent.granted ? "granted" : "withdrawn")}</Tag>
          </span>
          {consent.wording && (
            <q dir="auto" className="text-ink-soft wrap-anywhere">
              {consent.wording}
            </q>
          )}
          <span className="text-[13px] text-ink-soft wrap-anywhere">
            <bdi>{words.code("consentSource", consent.source)}</bdi> ·{" "}
            {consent.source === IMPORTED_CHOICE ? t("choiceDateUnknown") : <LocalTime at={consent.at} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
