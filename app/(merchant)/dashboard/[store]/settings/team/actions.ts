"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { redirectWithFlash } from "@/app/flash";
import { changeRole as changeMemberRole, removeMember as removeTeamMember } from "@/lib/merchant/change-member";
import {
  inviteMember,
  resendInvitation as resendTeamInvitation,
  withdrawInvitation as withdrawTeamInvitation,
} from "@/lib/merchant/invite-member";
import { atField, formInput, merchantAction } from "@/lib/sign-in/action";
import { emailField } from "@/lib/store/typed-text";
import { Role } from "@/prisma/generated/enums";

const role = z.enum(Role, { error: "roleMissing" });

/** Invites someone by email. */
export const invite = merchantAction("team.manage")
  .metadata({ name: "invite" })
  .inputSchema(...formInput({ email: emailField("inviteeMissing"), role }))
  .stateAction(async ({ parsedInput: { email, role }, ctx: { store, actor } }) => {
    const invited = inviteMember({ storeId: store.id, email, role, locale: store.locale, actor });
    await atField("email", ["memberAlready", "invitedAlready"], invited);
    return await redirectWithFlash(teamOf(store), { key: "invited", values: { email: email.address } });
  });

/** Sends an invitation again. */
export const resendInvitation = merchantAction("team.manage")
  .metadata({ name: "resendInvitation" })
  .inputSchema(...formInput({ invitation: z.uuid() }))
  .stateAction(async ({ parsedInput: { invitation }, ctx: { store, actor } }) => {
    const target = { storeId: store.id, invitationId: invitation, locale: store.locale, actor };
    const email = await resendTeamInvitation(target);
    return await redirectWithFlash(teamOf(store), { key: "invitationResent", values: { email } });
  });

/** Withdraws an invitation. */
export const withdrawInvitation = merchantAction("team.manage")
  .metadata({ name: "withdrawInvitation" })
  .inputSchema(...formInput({ invitation: z.uuid() }))
  .stateAction(async ({ parsedInput: { invitation }, ctx: { store, actor } }) => {
    await withdrawTeamInvitation({ storeId: store.id, invitationId: invitation, actor });
    return await redirectWithFlash(teamOf(store), { key: "invitationWithdrawn" });
  });

/** Changes a member's role. */
export const changeRole = merchantAction("team.manage")
  .metadata({ name: "changeRole" })
  .inputSchema(...formInput({ member: z.uuid(), role }))
  .stateAction(async ({ parsedInput: { member, role }, ctx: { store, actor } }) => {
    await changeMemberRole({ storeId: store.id, memberId: member, role, actor });
    return await redirectWithFlash(teamOf(store), { key: "roleChanged" });
  });

/** Takes a member out of the store; an owner who leaves goes to the sign-in page, which knows their other stores. */
export const removeMember = merchantAction("team.manage")
  .metadata({ name: "removeMember" })
  .inputSchema(...formInput({ member: z.uuid() }))
  .stateAction(async ({ parsedInput: { member }, ctx: { store, actor } }) => {
    await removeTeamMember({ storeId: store.id, memberId: member, actor });
    if (member === actor.id) redirect("/sign-in");
    return await redirectWithFlash(teamOf(store), { key: "memberRemoved" });
  });

function teamOf({ slug }: { slug: string }): string {
  return `/dashboard/${slug}/settings/team`;
}
