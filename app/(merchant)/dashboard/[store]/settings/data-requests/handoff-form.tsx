import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { env } from "@/lib/env";
import { createHandoffSecret } from "./actions";
import { NewSecret } from "./new-secret";

/** The store's signed hand-off for signed-in customers: whether there is a secret, and how to use it. */
export async function HandoffForm({ slug, hasSecret }: { slug: string; hasSecret: boolean }) {
  const t = await getTranslations("settings");
  const code = (text: string) => <code className="font-mono text-[13px]">{text}</code>;
  return (
    <div className="grid gap-4">
      <div>
        <h2>{t("handoffTitle")}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t("handoffText")}</p>
      </div>
      <pre className="whitespace-pre-wrap wrap-anywhere rounded-control border border-line bg-sunken px-3.5 py-3 font-mono text-[13px] leading-5">
        {`${env().appUrl}/s/${slug}/sign-in?token=JWT`}
      </pre>
      <details className="text-sm">
        <summary className="font-medium">{t("handoffHow")}</summary>
        <dl className="mt-3 grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-2 text-ink-soft">
          {(["alg", "sub", "email", "email_verified", "iat", "exp", "jti"] as const).map((claim) => (
            <div key={claim} className="contents">
              <dt>{code(claim)}</dt>
              <dd>{t(`claim-${claim}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
      <p className="text-sm font-medium">{t(hasSecret ? "handoffExists" : "handoffNone")}</p>
      <div>
        <ActionForm action={createHandoffSecret} className="grid justify-items-start gap-4" hidden={{ store: slug }}>
          <NewSecret label={t("handoffSecret")} />
          {hasSecret && <p className="text-sm text-ink-soft">{t("handoffReplaces")}</p>}
          <SubmitButton look="plain">{t("handoffCreate")}</SubmitButton>
        </ActionForm>
      </div>
    </div>
  );
}
