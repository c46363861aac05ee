import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "@/components/merchant/plain-page";
import { ButtonLink } from "@/components/ui/button";
import { onlyStore } from "@/lib/store/find-store";

/** With one store, its requests page; with several, the merchants' sign-in; with none, how to create one. */
export default async function HomePage() {
  const { slug, count } = await onlyStore();
  if (slug) redirect(`/s/${slug}`);
  const t = await getTranslations("merchantSignIn");
  if (count === 0)
    return (
      <PlainPage title={t("homeNoneTitle")} lead={t("homeNoneText")}>
        <p>{t("homeNoneOr")}</p>
        <pre className="whitespace-pre-wrap wrap-anywhere rounded-control border border-line bg-sunken px-3.5 py-3 font-mono text-[13px] leading-6">
          npm run admin -- store:create --slug shop --name &quot;My shop&quot;{"\n"}
          npm run admin -- owner:create --store shop --email me@example.com
        </pre>
      </PlainPage>
    );
  return (
    <PlainPage title={t("homeManyTitle")} lead={t("homeManyText")}>
      <ButtonLink href="/sign-in" look="primary" large>
        {t("homeSignIn")}
      </ButtonLink>
    </PlainPage>
  );
}
