import { getTranslations } from "next-intl/server";
import { NewSecret } from "@/app/(merchant)/dashboard/[store]/settings/new-secret";
import { ActionForm } from "@/components/form/action-form";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons, DialogLink } from "@/components/ui/dialog";
import { LocalTime } from "@/components/ui/local-time";
import { handoffOverlapHours } from "@/lib/store/handoff-secret";
import { createHandoffSecret } from "./actions";

/** The store's signed hand-off for signed-in customers: whether there is a secret, how to use it, and a new one. */
export async function HandoffForm({
  slug,
  href,
  address,
  hasSecret,
  formerUntil,
  open,
}: {
  slug: string;
  /** The page without the dialog. */
  href: string;
  /** Where the token is sent to. */
  address: string;
  hasSecret: boolean;
  /** Until when the former secret is accepted as well. */
  formerUntil: Date | null;
  /** Whether the dialog for a new secret is open. */
  open: boolean;
}) {
  const t = await getTranslations("settings");
  const code = (text: string) => <code className="font-mono text-[13px]">{text}</code>;
  return (
    <div className="grid gap-4">
      <div>
        <h2>{t("handoffTitle")}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t("handoffText")}</p>
      </div>
      <pre className="whitespace-pre-wrap wrap-anywhere rounded-control border border-line bg-sunken px-3.5 py-3 font-mono text-[13px] leading-5">
        {`${address}?token=JWT`}
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
      {formerUntil && (
        <p className="text-sm text-ink-soft">
          {t.rich("handoffFormer", { until: () => <LocalTime at={formerUntil} /> })}
        </p>
      )}
      <div>
        <DialogLink id={LINK_ID} href={`${href}?dialog=secret`}>
          {t("handoffCreate")}
        </DialogLink>
      </div>
      {open && (
        <Dialog title={t("handoffCreate")} closeHref={href} returnFocusTo={LINK_ID}>
          <ActionForm action={createHandoffSecret} className="grid gap-5" hidden={{ store: slug }}>
            <NewSecret
              texts={{
                secret: t("handoffSecret"),
                once: t("handoffOnce"),
                copy: t("handoffCopy"),
                copied: t("handoffCopied"),
              }}
              done={<DialogLink href={href}>{t("handoffDone")}</DialogLink>}
            >
              {hasSecret ? (
                <Select
                  name="overlapHours"
                  label={t("handoffOverlap")}
                  hint={t("handoffOverlapHint")}
                  defaultValue="24"
                  options={handoffOverlapHours.map((hours) => ({
                    value: String(hours),
                    label: t("handoffOverlapDays", { days: hours / 24 }),
                  }))}
                />
              ) : (
                <p className="text-sm text-ink-soft">{t("handoffFirst")}</p>
              )}
              <DialogButtons href={href} cancel={t("handoffCancel")}>
                <SubmitButton>{t("handoffCreate")}</SubmitButton>
              </DialogButtons>
            </NewSecret>
          </ActionForm>
        </Dialog>
      )}
    </div>
  );
}

const LINK_ID = "new-handoff-secret";
