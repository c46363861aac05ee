import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/components/ui/copy-button";
import { handoffSnippets } from "@/lib/store/handoff-snippets";

/** The shop's side of the hand-off in a few languages, each to be copied. */
export async function HandoffCode({ address }: { address: string }) {
  const t = await getTranslations("settings");
  return (
    <div className="grid gap-3 text-sm">
      <h3 className="text-base font-semibold">{t("codeTitle")}</h3>
      <p className="text-ink-soft">{t("codeText")}</p>
      {handoffSnippets(address).map(({ language, code }) => (
        <details key={language}>
          <summary className="font-medium">{language}</summary>
          <div className="mt-3 grid gap-3">
            <pre className="whitespace-pre-wrap wrap-anywhere rounded-control border border-line bg-sunken px-3.5 py-3 font-mono text-[13px] leading-5">
              {code}
            </pre>
            <div>
              <CopyButton text={code} copy={t("codeCopy", { language })} copied={t("handoffCopied")} />
            </div>
          </div>
        </details>
      ))}
      <p className="text-ink-soft">{t("codeLiquid")}</p>
    </div>
  );
}
