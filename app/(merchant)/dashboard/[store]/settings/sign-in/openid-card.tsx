import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogAnswers, DialogButtons, DialogLink } from "@/components/ui/dialog";
import { Facts } from "@/components/ui/facts";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { findProvider } from "@/lib/sign-in/openid/provider";
import { callbackUrl } from "@/lib/sign-in/openid/sign-in-by-openid";
import { connectOpenid, disconnectOpenid } from "./actions";

/** The store's OpenID Connect provider: what was pinned of it, or the form that connects one. */
export async function OpenidCard({
  storeId,
  slug,
  href,
  open,
}: {
  storeId: string;
  slug: string;
  href: string;
  /** Whether the dialog that disconnects it is open. */
  open: boolean;
}) {
  const t = await getTranslations("settings");
  const provider = await findProvider(storeId);
  const mono = (text: string) => <span className="font-mono text-[13px] wrap-anywhere">{text}</span>;
  return (
    <div className="grid gap-4">
      <div>
        <h2>{t("openidTitle")}</h2>
        <p className="mt-1 text-sm text-ink-soft">{t("openidText")}</p>
      </div>
      {provider?.changedAt && (
        <Notice tone="late">
          <p className="text-sm font-semibold">{t("openidChangedTitle")}</p>
          <p className="mt-1 text-sm">
            {t.rich("openidChanged", { at: () => provider.changedAt && <LocalTime at={provider.changedAt} /> })}
          </p>
        </Notice>
      )}
      {provider && (
        <Facts
          facts={[
            { name: t("openidIssuer"), value: mono(provider.issuer) },
            { name: t("openidHosts"), value: mono(provider.hosts.join(", ")) },
            { name: t("openidClientId"), value: mono(provider.clientId) },
            { name: t("openidConnectedAt"), value: <LocalTime at={provider.connectedAt} /> },
          ]}
        />
      )}
      {(!provider || provider.changedAt) && (
        <ActionForm action={connectOpenid} hidden={{ store: slug }} className="grid gap-5">
          <Field
            name="discoveryUrl"
            label={t("openidDiscovery")}
            hint={t("openidDiscoveryHint")}
            type="url"
            inputMode="url"
            placeholder="https://"
            maxLength={500}
            defaultValue={provider?.discoveryUrl}
            required
          />
          <Field
            name="clientId"
            label={t("openidClientId")}
            maxLength={255}
            defaultValue={provider?.clientId}
            required
          />
          <Field name="clientSecret" label={t("openidClientSecret")} type="password" maxLength={500} required />
          <p className="text-sm text-ink-soft">
            {t("openidCallback")} {mono(callbackUrl(slug))}
          </p>
          <div>
            <SubmitButton look="plain">{t("openidConnect")}</SubmitButton>
          </div>
        </ActionForm>
      )}
      {provider && (
        <div>
          <DialogLink id={LINK_ID} href={`${href}?dialog=disconnect`}>
            {t("openidDisconnect")}
          </DialogLink>
        </div>
      )}
      {provider && open && (
        <Dialog title={t("openidDisconnectTitle")} closeHref={href} returnFocusTo={LINK_ID}>
          <div className="mb-5">
            <DialogAnswers
              answers={(["openidGoes", "openidStays"] as const).map((key) => ({
                name: t(key),
                value: t(`${key}Text`),
              }))}
            />
          </div>
          <ActionForm action={disconnectOpenid} hidden={{ store: slug }}>
            <DialogButtons href={href} cancel={t("handoffCancel")}>
              <SubmitButton look="danger">{t("openidDisconnect")}</SubmitButton>
            </DialogButtons>
          </ActionForm>
        </Dialog>
      )}
    </div>
  );
}

const LINK_ID = "disconnect-openid";
