import { cookies } from "next/headers";
import type { UserError, UserErrorCode } from "@/lib/error";
import { cookieName, cookieOptions } from "@/lib/http/cookie";

/** What the page of a delivery link is told by the form before: a code was sent, or what went wrong. */
export interface DeliveryNotice {
  sent: boolean;
  problem?: { code: UserErrorCode; minutes: number };
}

/** Has the page say that a code is on its way. */
export async function leaveSent(slug: string): Promise<void> {
  (await cookies()).set(name(slug), "sent", options());
}

/** Has the page say what went wrong, so that its address stays plain. */
export async function leaveProblem(slug: string, { code, values }: UserError): Promise<void> {
  (await cookies()).set(name(slug), `${code}.${values.minutes ?? 0}`, options());
}

/** Has the page say nothing of what was before. */
export async function clearNotice(slug: string): Promise<void> {
  (await cookies()).delete({ ...cookieOptions(), name: name(slug) });
}

/** What the form before had this page say. */
export async function readDeliveryNotice(slug: string): Promise<DeliveryNotice> {
  const left = (await cookies()).get(name(slug))?.value ?? "";
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

function name(slug: string): string {
  return cookieName(`delivery-notice-${slug}`);
}

function options() {
  return { ...cookieOptions(), maxAge: 60 };
}
