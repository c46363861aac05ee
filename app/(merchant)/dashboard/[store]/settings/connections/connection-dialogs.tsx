import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { NewSecret } from "@/app/(merchant)/dashboard/[store]/settings/new-secret";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogAnswers, DialogButtons, DialogLink } from "@/components/ui/dialog";
import type { ConnectionField } from "@/lib/source/connection/kind";
import { type ConnectionKindName, kindNamed } from "@/lib/source/connection/kinds";
import type { ListedConnection } from "@/lib/source/connection/list-connections";
import { SECRET_OVERLAP_DAYS } from "@/lib/source/web-service/sign";
import { connectSource, disconnect, replaceConnectionCredentials } from "./actions";
import { connectId } from "./connect-list";
import { menuId } from "./connection-list";

interface DialogProps {
  slug: string;
  /** The page without the dialog. */
  href: string;
  connection: ListedConnection;
}

/** Asks for what a kind of system is connected with, and shows the secret that we made for it, if we did. */
export async function ConnectDialog({
  slug,
  href,
  kind,
}: Omit<DialogProps, "connection"> & { kind: ConnectionKindName }) {
  const t = await getTranslations("connections");
  return (
    <Dialog title={t(`kinds.${kind}.connect`)} closeHref={href} returnFocusTo={connectId(kind)}>
      <ActionForm action={connectSource} hidden={{ store: slug, kind }} className="grid gap-5">
        <Secret href={href}>
          <p className="text-sm text-ink-soft">
            {t(`kinds.${kind}.text`)} {kind === "web_service" && <ProtocolLink />}
          </p>
          <Field name="name" label={t("name")} hint={t(`kinds.${kind}.nameHint`)} maxLength={100} required />
          <KindFields kind={kind} fields={kindNamed(kind)?.fields ?? []} />
          <DialogButtons href={href} cancel={t("cancel")}>
            <SubmitButton>{t("connectButton")}</SubmitButton>
          </DialogButtons>
        </Secret>
      </ActionForm>
    </Dialog>
  );
}

/** Asks for new credentials, or says what a new secret of ours does to the one before, and makes it. */
export async function CredentialsDialog({ slug, href, connection: { number, kind, name } }: DialogProps) {
  const t = await getTranslations("connections");
  const { issued, fields = [] } = kindNamed(kind) ?? {};
  return (
    <Dialog
      title={t(issued ? "secretTitle" : "credentialsTitle", { name })}
      closeHref={href}
      returnFocusTo={menuId(number)}
    >
      <ActionForm
        action={replaceConnectionCredentials}
        hidden={{ store: slug, kind, number: String(number) }}
        className="grid gap-5"
      >
        <Secret href={href}>
          <p className="text-sm text-ink-soft">
            {issued ? t("secretText", { days: SECRET_OVERLAP_DAYS }) : t("credentialsText")}
          </p>
          <KindFields kind={kind} fields={fields.filter(({ of }) => of === "credentials")} />
          <DialogButtons href={href} cancel={t("cancel")}>
            <SubmitButton>{t(issued ? "replaceSecret" : "replaceCredentials")}</SubmitButton>
          </DialogButtons>
        </Secret>
      </ActionForm>
    </Dialog>
  );
}

/** What a kind asks for. */
async function KindFields({ kind, fields }: { kind: string; fields: readonly ConnectionField[] }) {
  const t = await getTranslations("connections");
  // One of the kind's own texts: kinds.test.ts holds that each field has them.
  const text = (key: string) => t(`kinds.${kind}.${key}` as "kinds.web_service.address");
  return fields.map(({ name, type, isOptional }) => (
    <Field
      key={name}
      name={name}
      label={text(name)}
      hint={text(`${name}Hint`)}
      type={type}
      {...(type === "url" && { inputMode: "url", placeholder: "https://" })}
      spellCheck={false}
      maxLength={500}
      required={!isOptional}
    />
  ));
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
