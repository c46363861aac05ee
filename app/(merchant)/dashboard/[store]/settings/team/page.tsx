import { getTranslations } from "next-intl/server";
import { type SettingsView, settingsPage } from "@/app/(merchant)/dashboard/[store]/settings/settings-page";
import { pageTitle } from "@/app/page-title";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { Card } from "@/components/ui/card";
import { INVITATION_DAYS } from "@/lib/merchant/invite-member";
import { listTeam } from "@/lib/merchant/list-members";
import { invite } from "./actions";
import { InvitationList } from "./invitation-list";
import { ChangeRoleDialog, RemoveDialog } from "./member-dialogs";
import { MemberList } from "./member-list";

export const generateMetadata = pageTitle("settings", "tab-team");

export default settingsPage("team", Content);

/** The store's team: who belongs to it, who is invited, and a form to invite someone. */
async function Content({ storeId, slug, merchantId, query }: SettingsView) {
  const t = await getTranslations("team");
  const { members, invitations } = await listTeam(storeId);
  const href = `/dashboard/${slug}/settings/team`;
  const owners = members.filter(({ role }) => role === "owner");
  const view = members.map((member) => ({
    ...member,
    isYou: member.id === merchantId,
    isLastOwner: owners.length === 1 && owners[0]?.id === member.id,
  }));
  const changing = view.find(({ id }) => id === query.change);
  const removing = view.find(({ id }) => id === query.remove);
  return (
    <>
      <Card>
        <h2>{t("inviteTitle")}</h2>
        <p className="mt-1 mb-4 text-sm text-ink-soft">{t("inviteText", { days: INVITATION_DAYS })}</p>
        <ActionForm
          action={invite}
          hidden={{ store: slug }}
          className="grid items-end gap-4 sm:grid-cols-[minmax(0,1fr)_160px_auto]"
        >
          <Field name="email" label={t("email")} type="email" autoCapitalize="none" required />
          <Select
            name="role"
            label={t("role")}
            defaultValue="staff"
            options={roles.map((value) => ({ value, label: t(`role-${value}`) }))}
          />
          <SubmitButton>{t("invite")}</SubmitButton>
        </ActionForm>
        <dl className="mt-5 grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[72px_minmax(0,1fr)]">
          {roles.map((value) => (
            <div key={value} className="sm:contents">
              <dt className="font-medium">{t(`role-${value}`)}</dt>
              <dd className="text-ink-soft">{t(`about-${value}`)}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {invitations.length > 0 && <InvitationList slug={slug} invitations={invitations} />}
      <MemberList href={href} members={view} />
      {changing && <ChangeRoleDialog slug={slug} href={href} member={changing} />}
      {removing && <RemoveDialog slug={slug} href={href} member={removing} />}
    </>
  );
}

/** What an invitation may offer, the fewest permissions last. */
const roles = ["owner", "staff", "viewer"] as const;
