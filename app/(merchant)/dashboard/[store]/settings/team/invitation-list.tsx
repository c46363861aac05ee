import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Tag } from "@/components/ui/tag";
import { hasExpired } from "@/lib/expiry";
import type { listTeam } from "@/lib/merchant/list-members";
import { resendInvitation, withdrawInvitation } from "./actions";

type Invitation = Awaited<ReturnType<typeof listTeam>>["invitations"][number];

/** The invitations that nobody has accepted yet. */
export async function InvitationList({ slug, invitations }: { slug: string; invitations: Invitation[] }) {
  const t = await getTranslations("team");
  return (
    <Card padded={false}>
      <h2 className="px-[18px] pt-4 pb-2">{t("invitationsTitle", { count: invitations.length })}</h2>
      <ul>
        {invitations.map((invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-[18px] py-2.5 text-sm"
          >
            <div className="min-w-0 grow basis-60">
              <p className="font-medium wrap-anywhere">{invitation.email}</p>
              <p className="text-ink-soft wrap-anywhere">
                {t("invitedBy", { role: t(`role-${invitation.role}`), name: invitation.invitedByName })}
              </p>
            </div>
            <State invitation={invitation} />
            <div className="flex flex-wrap gap-2">
              <ActionForm action={resendInvitation} hidden={{ store: slug, invitation: invitation.id }}>
                <SubmitButton look="plain">
                  {t("resend")} <span className="sr-only">{t("actionsFor", { name: invitation.email })}</span>
                </SubmitButton>
              </ActionForm>
              <ActionForm action={withdrawInvitation} hidden={{ store: slug, invitation: invitation.id }}>
                <SubmitButton look="plain">
                  {t("withdraw")} <span className="sr-only">{t("actionsFor", { name: invitation.email })}</span>
                </SubmitButton>
              </ActionForm>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Whether the link can still be used, or why not. */
async function State({ invitation: { emailFailed, expiresAt } }: { invitation: Invitation }) {
  const t = await getTranslations("team");
  if (hasExpired(expiresAt)) return <Tag tone="late">{t("expired")}</Tag>;
  if (emailFailed) return <Tag tone="late">{t("emailFailed")}</Tag>;
  return (
    <span className="text-ink-soft">{t.rich("validUntil", { date: () => <LocalTime at={expiresAt} dateOnly /> })}</span>
  );
}
