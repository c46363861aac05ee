import type { EmailKind } from "@/emails/texts";
import type { Audience } from "@/prisma/generated/client";
import { customerEmails } from "./customer-emails";
import type { EmailRow } from "./email-row";
import { storeEmails } from "./store-emails";

/** Every email: who gets it when, what it shows, and how long it is needed. */
const emailTable = { customer: customerEmails, store: storeEmails };

/** Every email to an audience. */
export function emailsTo(audience: Audience) {
  return Object.entries(emailTable[audience]) as [EmailKind, EmailRow<never>][];
}

/** @throws when there is no such email for this audience. */
export function emailRow(audience: Audience, kind: string): EmailRow<never> {
  const found = emailsTo(audience).find(([name]) => name === kind);
  if (!found) throw new Error(`no email ${kind} for ${audience}`);
  return found[1];
}
