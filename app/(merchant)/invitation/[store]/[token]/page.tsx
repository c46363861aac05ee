import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signOut } from "@/app/(merchant)/sign-in/actions";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { SubmitButton } from "@/components/form/submit-button";
import { NewPasswordField } from "@/components/merchant/new-password-field";
import { PlainPage } from "@/components/merchant/plain-page";
import { AccentStyle } from "@/components/ui/accent-style";
import { isolate } from "@/lib/isolate";
import { isFor, readInvitation } from "@/lib/merchant/accept-invitation";
import { currentMember, currentMerchant } from "@/lib/sign-in/member";
import { findStore } from "@/lib/store/find-store";
import { acceptInvitation, joinAsNew, signInAndAccept } from "./actions";

export const generateMetadata = pageTitle("invitation", "title", "Dossier");

/** An invitation to a store's team: accepted by who is signed in, by signing in, or by making an account. */
export default async function InvitationPage({ params }: PageProps<"/invitation/[store]/[token]">) {
  const { store: slug, token } = await params;
  const t = await getTranslations("invitation");
  const store = await findStore(slug);
  const invitation = store && (await readInvitation(store.id, token));
  const merchant = await currentMerchant();
  if (!invitation) {
    // Who has just accepted it may open the link in the email again.
    if (await currentMember(slug)) redirect(`/dashboard/${slug}/requests`);
    return (
      <PlainPage title={t("deadTitle")} lead={t("deadText")}>
        <p>
          <a href="/sign-in">{t("toSignIn")}</a>
        </p>
      </PlainPage>
    );
  }
  const hidden = { store: slug, token };
  const values = { store: isolate(store.name), inviter: isolate(invitation.invitedByName), role: invitation.role };
  if (merchant && !isFor(invitation, merchant.email))
    return (
      <PlainPage title={t("otherTitle")} lead={t("otherText", { email: merchant.email, invited: invitation.email })}>
        <form action={signOut}>
          <SubmitButton look="plain">{t("signOut")}</SubmitButton>
        </form>
      </PlainPage>
    );
  return (
    <>
      <AccentStyle color={store.accentColor} />
      <PlainPage title={t("heading", values)} lead={t("lead", values)}>
        {merchant ? (
          <ActionForm action={acceptInvitation} className="grid gap-5" hidden={hidden}>
            <p>{t("signedIn", { email: merchant.email })}</p>
            <SubmitButton large>{t("accept")}</SubmitButton>
          </ActionForm>
        ) : (
          <div>
            <p className="mb-5">{t(invitation.hasAccount ? "hasAccount" : "newAccount")}</p>
            <ActionForm
              action={invitation.hasAccount ? signInAndAccept : joinAsNew}
              className="grid gap-5"
              hidden={hidden}
            >
              <Field
                name="email"
                label={t("email")}
                type="email"
                autoComplete="username"
                defaultValue={invitation.email}
                readOnly
              />
              {invitation.hasAccount ? (
                <Field name="password" label={t("password")} type="password" autoComplete="current-password" required />
              ) : (
                <>
                  <Field name="name" label={t("name")} hint={t("nameHint")} autoComplete="name" required />
                  <NewPasswordField label={t("newPassword")} />
                </>
              )}
              <SubmitButton large>{t("accept")}</SubmitButton>
            </ActionForm>
            {invitation.hasAccount && (
              <p className="mt-6 text-sm">
                <a href="/forgot-password">{t("forgotten")}</a>
              </p>
            )}
          </div>
        )}
      </PlainPage>
    </>
  );
}
