import { cookies } from "next/headers";
import { env } from "@/lib/env";
import type { UserError, UserErrorCode } from "@/lib/error";

const NOTICE = "dossier-delivery-notice";

/** What the page of a delivery link is told by the form before: a code was sent, or what went wrong. */
export interface DeliveryNotice {
  sent: boolean;
  problem?: { code: UserErrorCode; minutes: number };
}

/** Has the page say that a code is on its way. */
export async function leaveSent(slug: string): Promise<void> {
  (await cookies()).set(NOTICE, "sent", options(slug));
}

/** Has the page say what went wrong, so that its address stays plain. */
export async function leaveProblem(slug: string, { code, values }: UserError): Promise<void> {
  (await cookies()).set(NOTICE, `${code}.${values.minutes ?? 0}`, options(slug));
}

/** Has the page say nothing of what was before. */
export async function clearNotice(slug: string): Promise<void> {
  (await cookies()).delete({ name: NOTICE, path: options(slug).path });
}

/** What the form before had this page say. */
export async function readDeliveryNotice(): Promise<DeliveryNotice> {
  const left = (await cookies()).get(NOTICE)?.value ?? "";
  const [code, minutes] = left.split(".");
  const problem = shown.find((known) => known === code);
  return { sent: left === "sent", ...(problem && { problem: { code: problem, minutes: Number(minutes) || 1 } }) };
}

/** What may go wrong there: whoever writes the cookie chooses among these. */
const shown = [
  "rateLimited",
  "codeWrong",
  "codeOver",
  "deliveryOver",
  "downloadsUsedUp",
  "sessionEnded",
] as const satisfies UserErrorCode[];

function options(slug: string) {
  const secure = env().appUrl.startsWith("https:");
  return { httpOnly: true, sameSite: "lax", secure, path: `/s/${slug}`, maxAge: 60 } as const;
}
