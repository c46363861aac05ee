import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Radios } from "@/components/form/radios";
import { SubmitButton } from "@/components/form/submit-button";
import { Dialog, DialogButtons, DialogLink } from "@/components/ui/dialog";
import { changeRole, removeMember } from "./actions";
import { type ListedMember, menuId } from "./member-list";

interface DialogProps {
  slug: string;
  /** The page without the dialog. */
  href: string;
  member: ListedMember;
}

/** Asks which role a member is to have. */
export async function ChangeRoleDialog({ slug, href, member }: DialogProps) {
  const t = await getTranslations("team");
  if (member.isLastOwner)
    return <LastOwner href={href} member={member} title={t("changeTitle", { name: member.name })} />;
  return (
    <Dialog title={t("changeTitle", { name: member.name })} closeHref={href} returnFocusTo={menuId(member.id)}>
      <p className="mb-4 text-sm text-ink-soft">{t(member.isYou ? "changeYourself" : "changeText")}</p>
      <ActionForm action={changeRole} hidden={{ store: slug, member: member.id }} className="grid gap-5">
        <Radios
          name="role"
          legend={t("role")}
          defaultValue={member.role}
          options={(["owner", "staff", "viewer"] as const).map((value) => ({
            value,
            label: t(`role-${value}`),
            hint: t(`about-${value}`),
          }))}
        />
        <DialogButtons href={href} cancel={t("cancel")}>
          <SubmitButton>{t("changeRole")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

/** Says what removing a member does, and asks. */
export async function RemoveDialog({ slug, href, member }: DialogProps) {
  const t = await getTranslations("team");
  const title = member.isYou ? t("leaveTitle") : t("removeTitle", { name: member.name });
  if (member.isLastOwner) return <LastOwner href={href} member={member} title={title} />;
  return (
    <Dialog title={title} closeHref={href} returnFocusTo={menuId(member.id)}>
      <p className="mb-5 text-sm text-ink-soft">{t(member.isYou ? "leaveText" : "removeText")}</p>
      <ActionForm action={removeMember} hidden={{ store: slug, member: member.id }}>
        <DialogButtons href={href} cancel={t("cancel")}>
          <SubmitButton look="danger">{t(member.isYou ? "leave" : "remove")}</SubmitButton>
        </DialogButtons>
      </ActionForm>
    </Dialog>
  );
}

/** Says why the only owner stays. */
async function LastOwner({ href, member, title }: Omit<DialogProps, "slug"> & { title: string }) {
  const t = await getTranslations("team");
  return (
    <Dialog title={title} closeHref={href} returnFocusTo={menuId(member.id)}>
      <p className="mb-5 text-sm text-ink-soft">{t("lastOwner")}</p>
      <div className="flex justify-end">
        <DialogLink href={href}>{t("close")}</DialogLink>
      </div>
    </Dialog>
  );
}
