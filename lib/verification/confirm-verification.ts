import { v7 as uuidv7 } from "uuid";
import { matchCustomer } from "@/lib/customer/match-customer";
import { prisma } from "@/lib/database";
import { isNullViolation } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { enqueueWith } from "@/lib/queue/enqueue-with";
import { transitions } from "@/lib/request/request-status";
import { findVerification, type LinkedRequest } from "./find-verification";

/**
 * Verifies the request that a link is for: it is open from now on, belongs to the customer of the
 * proved address, and all of its links are void. An open request whose address was not proved stays as
 * it is, with the address proved. Of two at once one does it.
 * @returns whether this call did; if not, findVerification says why.
 */
export async function confirmVerification(storeId: string, token: string): Promise<boolean> {
  const found = await findVerification(storeId, token);
  if (found.status !== "live") return false;
  const verify = found.request.state === "open" ? verifyAddress : verifyRequest;
  return await verify(storeId, found.request, new Date());
}

const actor = { kind: "customer" } as const;

/**
 * One statement, as anybody may send it often: the request moves if it still waits, and with it go its
 * links, the event and the job. An event of a request that has not moved is refused, and so is all of it.
 */
async function verifyRequest(storeId: string, request: LinkedRequest, verifiedAt: Date) {
  const { id, reference, email, emailNormalized } = request;
  const proved = { emailNormalized: emailNormalized ?? "", emailVerified: true };
  const match = await matchCustomer(prisma(), storeId, proved, [reference, email]);
  const {
    from: [from],
    to,
    event,
  } = transitions.verify;
  const eventId = uuidv7();
  try {
    await enqueueWith(
      {
        expressions: `moved AS (
            UPDATE request SET state = $4::request_state, email_verified = true, verified_at = $6::timestamptz,
                               match_count = $7, customer_id = $8::uuid, customer_name = $9, search_text = $10
            WHERE store_id = $2::uuid AND id = $3::uuid AND state = $5::request_state
            RETURNING id
          ), void AS (
            UPDATE verification SET used_at = $6::timestamptz
            WHERE store_id = $2::uuid AND request_id = $3::uuid AND used_at IS NULL
          ), happened AS (
            INSERT INTO event (store_id, id, request_id, type, actor_kind, at)
            SELECT $2::uuid, $11::uuid, (SELECT id FROM moved), $12, 'customer', $6::timestamptz
          )`,
        values: [
          storeId,
          id,
          to,
          from,
          verifiedAt.toISOString(),
          match.matchCount,
          match.customerId ?? null,
          match.customerName ?? null,
          match.searchText,
          eventId,
          event,
        ],
      },
      "notify",
      { storeId, eventId },
    );
    return true;
  } catch (error) {
    if (isNullViolation(error)) return false;
    throw error;
  }
}

/** Whose request it is stays as the store's staff or the account's sign-in said. */
async function verifyAddress(storeId: string, { id }: LinkedRequest, verifiedAt: Date) {
  return await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.request.updateMany({
      where: { storeId, id, state: "open", emailVerified: false },
      data: { emailVerified: true, verifiedAt },
    });
    if (count === 0) return false;
    await recordEvent(transaction, { storeId, requestId: id, type: "address_verified", actor });
    await transaction.verification.updateMany({
      where: { storeId, requestId: id, usedAt: null },
      data: { usedAt: verifiedAt },
    });
    return true;
  });
}
