import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { NewSecret } from "@/app/(merchant)/dashboard/[store]/settings/new-secret";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogAnswers, DialogButtons, DialogLink } from "@/components/ui/dialog";
import type { ListedConnection } from "@/lib/source/connection/list-connections";
import { SECRET_OVERLAP_DAYS } from "@/lib/source/connection/manage-connections";
import { connectWebService, disconnect, replaceConnectionSecret } from "./actions";
import { menuId } from "./connection-list";

interface DialogProps {
  slug: string;
  /** The page without the dialog. */
  href: string;
  connection: ListedConnection;
}

/** Asks for a web service's name and address, and shows the secret that our calls are signed with. */
export async function ConnectDialog({
  slug,
  href,
  returnFocusTo,
}: {
  slug: string;
  href: string;
  returnFocusTo: string;
}) {
  const t = await getTranslations("connections");
  return (
    <Dialog title={t("connect")} closeHref={href} returnFocusTo={returnFocusTo}>
      <ActionForm action={connectWebService} hidden={{ store: slug }} className="grid gap-5">
        <Secret href={href}>
          <p className="text-sm text-ink-soft">
            {t("connectText")} <ProtocolLink />
          </p>
          <Field name="name" label={t("name")} hint={t("nameHint")} maxLength={100} required />
          <Field
            name="address"
            label={t("address")}
            hint={t("addressHint")}
            type="url"
            inputMode="url"
            placeholder="https://"
            maxLength={500}
            required
          />
          <DialogButtons href={href} cancel={t("cancel")}>
            <SubmitButton>{t("connectButton")}</SubmitButton>
          </DialogButtons>
        </Secret>
      </ActionForm>
    </Dialog>
  );
}

/** Says what a new secret does to the one before, and makes it. */
export async function SecretDialog({ slug, href, connection: { number, name } }: DialogProps) {
  const t = await getTranslations("connections");
  return (
    <Dialog title={t("secretTitle", { name })} closeHref={href} returnFocusTo={menuId(number)}>
      <ActionForm
        action={replaceConnectionSecret}
        hidden={{ store: slug, number: String(number) }}
        className="grid gap-5"
      >
        <Secret href={href}>
          <p className="text-sm text-ink-soft">{t("secretText", { days: SECRET_OVERLAP_DAYS })}</p>
          <DialogButtons href={href} cancel={t("cancel")}>
            <SubmitButton>{t("replaceSecret")}</SubmitButton>
          </DialogButtons>
        </Secret>
      </ActionForm>
    </Dialog>
  );
}

async function Secret({ href, children }: { href: string; children: ReactNode }) {
  const t = await getTranslations("connections");
  return (
    <NewSecret
      texts={{ secret: t("secret"), once: t("secretOnce"), copy: t("secretCopy"), copied: t("secretCopied") }}
      done={<DialogLink href={href}>{t("done")}</DialogLink>}
    >
      {children}
    </NewSecret>
  );
}

/** Says what ending a connection deletes and what stays, and asks. */
export async function DisconnectDialog({ slug, href, connection: { number, name } }: DialogProps) {
  const t = await getTranslations("connections");
  return (
    <Dialog title={t("disconnectTitle", { name })} closeHref={href} returnFocusTo={menuId(number)}>
      <div className="mb-5">
        <DialogAnswers
          answers={(["goes", "stays"] as const).map((key) => ({ name: t(key), value: t(`${key}Text`) }))}
        />
      </div>
      <ActionForm action={disconnect} hidden={{ store: slug, number: String(number) }}>
        <DialogButtons href={href} cancel={t("cancel")}>
          <SubmitButton look="danger">{t("disconnect")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

/** Leads to what whoever builds a service has to know. */
export async function ProtocolLink() {
  const t = await getTranslations("connections");
  return (
    <a href="/api/source-protocol" className="self-center text-sm underline">
      {t("protocol")}
    </a>
  );
}
