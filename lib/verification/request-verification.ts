import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { limitRate } from "@/lib/http/rate-limit";
import type { RequestAct } from "@/lib/request/request-status";

/**
 * Asks the customer of an open request to verify its address, which nobody has proved yet: the store's
 * staff made the request, or an account whose address the store does not vouch for. Until then nothing
 * goes there. Asked again, a further link is sent; earlier ones stay valid.
 * @throws UserError "invalid" for a request that does not exist, is not open, is already verified or has no
 * address that can receive mail; "rateLimited" past the limit of an inbox.
 */
export async function requestVerification({ storeId, requestId, actor }: RequestAct): Promise<void> {
  if (!validate(requestId)) throw new UserError("invalid");
  const waiting = { storeId, id: requestId, state: "open", emailVerified: false } as const;
  const request = await prisma().request.findFirst({
    where: waiting,
    select: { email: true, emailNormalized: true },
  });
  if (!request?.email || !request.emailNormalized || !readEmailAddress(request.email).mailable)
    throw new UserError("invalid");
  await limitRate("mailByInbox", request.emailNormalized);
  await prisma().$transaction((transaction) =>
    recordEvent(transaction, { storeId, requestId, type: "verification_requested", actor }),
  );
}

/** When the customer was last asked to verify the address; undefined where they never were. */
export async function verificationRequestedAt({
  storeId,
  requestId,
}: Pick<RequestAct, "storeId" | "requestId">): Promise<Date | undefined> {
  const asked = await prisma().event.findFirst({
    where: { storeId, requestId, type: "verification_requested" },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { at: true },
  });
  return asked?.at;
}
