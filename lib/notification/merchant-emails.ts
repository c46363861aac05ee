import EmailChangeCurrent from "@/emails/email-change-current";
import EmailChangeNew from "@/emails/email-change-new";
import InvitationEmail from "@/emails/invitation";
import type { EmailTemplate } from "@/emails/layout";
import ResetPassword from "@/emails/reset-password";
import { emailTexts, type TextName } from "@/emails/texts";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { isolate } from "@/lib/isolate";
import { defaultLocale, isLocale, translator } from "@/lib/locale";
import { mintInvitationLink } from "@/lib/merchant/accept-invitation";
import { INVITATION_DAYS } from "@/lib/merchant/invite-member";
import { logSecurity } from "@/lib/observability/security-log";
import { EMAIL_CHANGE_HOURS, mintEmailChangeLink } from "@/lib/sign-in/change-email";
import { createPasswordLink, EMAILED_LINK_MINUTES, merchantOf } from "@/lib/sign-in/create-password-link";
import type { MerchantEmailKind } from "@/lib/sign-in/queue-merchant-email";
import type { MerchantEmail } from "@/prisma/generated/client";
import { frameOf, renderEmail } from "./compose-email";

/** An email about a merchant's account. Its texts are `emails.merchant.KIND` in messages/*.json. */
interface MerchantEmailRow<Text extends string> {
  template: EmailTemplate<Text>;
  /** Creates its link at the moment of sending. @returns undefined when there is nobody or nothing to send it for. */
  prepare: (email: MerchantEmail) => Promise<Prepared | undefined>;
}

interface Prepared {
  /** Where its button leads. */
  url: string;
  /** The values that its texts name. */
  values: Record<string, string | number>;
  /** Where it goes, if not to the address that was typed. */
  to?: string;
  /** Whose email it is, if it is not Dossier's own. */
  store?: { name: string; accentColor: string };
}

/** Every email about an account. Those about a store's requests are in email-table.ts. */
export const merchantEmails: { [K in MerchantEmailKind]: MerchantEmailRow<TextName<"merchant", K>> } = {
  "reset-password": {
    template: ResetPassword,
    prepare: async ({ to }) => {
      const merchant = await merchantOf(to);
      if (!merchant) return undefined;
      const url = await createPasswordLink(prisma(), merchant.id, EMAILED_LINK_MINUTES);
      logSecurity("password link sent", { merchantId: merchant.id });
      // To their own address: another spelling, which only looks or folds like it, may be someone else's inbox.
      return { url, values: { minutes: EMAILED_LINK_MINUTES }, to: merchant.email };
    },
  },
  invitation: {
    template: InvitationEmail,
    prepare: async ({ storeId, invitationId }) => {
      if (!storeId || !invitationId) return undefined;
      const invitation = await prisma().invitation.findUnique({
        where: { storeId_id: { storeId, id: invitationId } },
        select: { role: true, invitedByName: true, store: { select: { slug: true, name: true, accentColor: true } } },
      });
      const token = invitation && (await mintInvitationLink(storeId, invitationId));
      if (!token) return undefined;
      const { store, role, invitedByName } = invitation;
      const values = { store: isolate(store.name), inviter: isolate(invitedByName), role, days: INVITATION_DAYS };
      return { url: `${env().appUrl}/invitation/${store.slug}/${token}`, values, store };
    },
  },
  "email-change-current": { template: EmailChangeCurrent, prepare: (email) => prepareChange(email, false) },
  "email-change-new": { template: EmailChangeNew, prepare: (email) => prepareChange(email, true) },
};

/** The link of one of the two emails about a change of address, which names the new one. */
async function prepareChange({ changeId }: MerchantEmail, toNew: boolean): Promise<Prepared | undefined> {
  if (!changeId) return undefined;
  const change = await prisma().emailChange.findUnique({ where: { id: changeId }, select: { email: true } });
  const token = change && (await mintEmailChangeLink(changeId, toNew));
  if (!token) return undefined;
  const values = { email: isolate(change.email), hours: EMAIL_CHANGE_HOURS };
  return { url: `${env().appUrl}/email-change/${token}`, values };
}

/** Writes an email about an account, with its sender and recipient; undefined when it is not needed. */
export async function composeMerchantEmail(email: MerchantEmail) {
  const kind = email.kind as MerchantEmailKind;
  const row = merchantEmails[kind] as MerchantEmailRow<never>;
  const prepared = await row.prepare(email);
  if (!prepared) return undefined;
  const locale = isLocale(email.locale) ? email.locale : defaultLocale;
  const t = translator(locale, "emails");
  const texts = emailTexts(t, "merchant", kind, prepared.values);
  const { name, accentColor } = prepared.store ?? { name: "Dossier", accentColor: "" };
  const footer = prepared.store ? t("footerInvitation", { store: name }) : t("footerMerchant");
  const frame = frameOf({ name, accentColor, footer }, locale);
  const parts = await renderEmail(row.template, {
    frame: { ...frame, heading: texts.heading, preview: texts.intro },
    texts,
    opening: [texts.intro],
    facts: [],
    action: { name: texts.button ?? "", url: prepared.url, fallback: t("fallback") },
  });
  return { to: prepared.to ?? email.to, subject: texts.subject, senderName: isolate(name), ...parts };
}
