import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Textarea } from "@/components/form/textarea";
import { Card } from "@/components/ui/card";
import { Tag } from "@/components/ui/tag";
import { defaultLocale, isLocale, locales, ownName } from "@/lib/locale";
import { type OwnText, readOwnTexts } from "@/lib/source/own-texts";
import { confirmOwnText } from "./actions";

/** What the sections that connections have of their own are used for: suggested, until an owner confirms it. */
export async function OwnTexts({ storeId, slug }: { storeId: string; slug: string }) {
  const t = await getTranslations("connections");
  const all = await readOwnTexts(storeId);
  if (all.length === 0) return null;
  return (
    <Card padded={false}>
      <div className="px-[18px] py-4">
        <h2 id={OWN_TEXTS_ID} className="scroll-mt-20">
          {t("ownTitle")}
        </h2>
        <p className="mt-1 max-w-[72ch] text-sm text-ink-soft">{t("ownText")}</p>
      </div>
      {all.map((text) => (
        <OwnTextForm key={text.key} slug={slug} text={text} />
      ))}
    </Card>
  );
}

/** Where the page says what such sections are used for. */
const OWN_TEXTS_ID = "own-texts";

async function OwnTextForm({ slug, text }: { slug: string; text: OwnText }) {
  const t = await getTranslations("connections");
  const reader = await getLocale();
  const title = text.titles[isLocale(reader) ? reader : defaultLocale];
  return (
    <details open={!text.isConfirmed} className="border-t border-line">
      <summary className="cursor-pointer px-[18px] py-3 text-sm">
        <bdi className="font-medium wrap-anywhere">{title}</bdi> <bdi className="text-ink-soft">{text.source}</bdi>{" "}
        <Tag tone={text.isConfirmed ? "good" : "wait"}>{t(text.isConfirmed ? "ownConfirmed" : "ownUnconfirmed")}</Tag>
      </summary>
      <ActionForm
        action={confirmOwnText}
        hidden={{ store: slug, section: text.key }}
        className="grid gap-4 px-[18px] pt-1 pb-4"
      >
        {locales.map((locale) => (
          <Textarea
            key={locale}
            name={locale}
            label={t("ownUse", { language: ownName(locale) })}
            lang={locale}
            rows={2}
            grows
            required
            defaultValue={text.texts[locale]}
          />
        ))}
        <div>
          <SubmitButton look={text.isConfirmed ? "plain" : "primary"}>
            {t("ownConfirm")} <span className="sr-only">{title}</span>
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}
