import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { accentColors } from "@/lib/accent";
import { env } from "@/lib/env";
import { translator } from "@/lib/locale";

/** Where customers make their requests: its link, a look at it, and code for a shop's theme, in the store's language. */
export async function RequestPage({ slug, locale, accent }: { slug: string; locale: string; accent: string }) {
  const t = await getTranslations("settings");
  const url = `${env().appUrl}/s/${slug}`;
  const name = translator(locale, "public")("title");
  const { light, lightInk } = accentColors(accent);
  const style = `display:inline-block;padding:12px 18px;border-radius:8px;background:${light};color:${lightInk};text-decoration:none`;
  const codes = [
    { label: t("requestPageLinkCode"), code: `<a href="${url}">${name}</a>` },
    { label: t("requestPageButtonCode"), code: `<a href="${url}" style="${style}">${name}</a>` },
  ];
  return (
    <div id="request-page" className="grid scroll-mt-5 gap-4">
      <div>
        <h2>{t("requestPageTitle")}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t("requestPageText")}</p>
      </div>
      <pre className={CODE}>{url}</pre>
      <div className="flex flex-wrap gap-3">
        <CopyButton text={url} copy={t("requestPageCopy")} copied={t("requestPageCopied")} />
        <ButtonLink href={url}>{t("requestPagePreview")}</ButtonLink>
      </div>
      <details className="text-sm">
        <summary className="font-medium">{t("requestPageCode")}</summary>
        <div className="mt-3 grid gap-4">
          {codes.map(({ label, code }) => (
            <div key={label} className="grid gap-2">
              <h3 className="font-medium">{label}</h3>
              <pre className={CODE}>{code}</pre>
              <div>
                <CopyButton text={code} copy={t("requestPageCopyCode")} copied={t("requestPageCopied")} />
              </div>
            </div>
          ))}
        </div>
      </details>
    </div>
  );
}

const CODE =
  "whitespace-pre-wrap wrap-anywhere rounded-control border border-line bg-sunken px-3.5 py-3 font-mono text-[13px] leading-5";
