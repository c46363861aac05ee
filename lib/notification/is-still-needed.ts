import type { RequestState } from "@/prisma/generated/client";
import type { QueuedEmail } from "./load-email";
import type { TemplateName } from "./notification-events";

/**
 * The states of a request in which an e-mail about what comes next still tells the truth: one that
 * waited for a server that was down may have been overtaken. The others tell what has happened.
 */
const neededIn: Partial<Record<TemplateName, RequestState[]>> = {
  "verify-request": ["unverified"],
  "verify-address": ["open"],
  "request-received": ["open"],
  "new-request": ["open"],
  "export-preparing": ["open"],
  "export-failed": ["open"],
};

/** Whether what an e-mail is to say has not passed meanwhile. */
export function isStillNeeded({ template, request, facts }: QueuedEmail): boolean {
  if (template === "export-ready") return facts.export !== null;
  if (template === "encrypted-delivery") return facts.delivery?.live === true;
  if (template === "approval-needed") return facts.delivery?.state === "awaiting_approval";
  const states = neededIn[template];
  return !states || (request !== null && states.includes(request.state));
}
