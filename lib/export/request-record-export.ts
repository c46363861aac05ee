import { recordInEvent } from "@/lib/customer/record-names";
import { readEmailAddress } from "@/lib/email-address";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { requireLive } from "@/lib/source/read-live";
import { acceptRecord } from "@/lib/subject/accept-record";
import { findRequestsAbout, liveRecordKey } from "@/lib/subject/find-open-requests";
import { lockLinks, RUNNING } from "@/lib/subject/lock-links";
import { type Identity, startMatching } from "@/lib/subject/start-matching";
import { createProfileRequest, exportProfile } from "./export-profile";
import type { RequestedExport } from "./request-export";

/**
 * Exports a record of a live source from its page: joins an open request that is about it, or makes one: see `exportProfile`.
 * The source is asked once more what the record is called; of it only its key, that name and the address to answer to stay.
 * @param id as the address of its page ends in: see `readLiveId`.
 * @throws UserError "rateLimited", "invalid" where it names no connected source, "sourceSilent", "recordGone".
 */
export async function requestRecordExport({
  id,
  ...target
}: {
  storeId: string;
  id: string;
  actor: MerchantActor;
  /** Which of several open requests it answers. */
  requestId?: string | undefined;
}): Promise<RequestedExport & { joined?: string }> {
  const { storeId, actor } = target;
  const { source, hit } = await requireLive({ storeId, memberId: actor.id, id });
  const link = { storeId, source, record: hit.record };
  const { address = null, normalized = null } = hit.email ? readEmailAddress(hit.email) : {};
  // Nobody proved it: what other sources hold under it is only proposed.
  const said = { issuer: "staff", proof: null } as const;
  const identities: Identity[] = normalized ? [{ kind: "email", value: normalized, ...said }] : [];
  return await exportProfile(target, {
    findOpen: () => findRequestsAbout({ ...link, type: DATA_EXPORT }),
    link: async (transaction, requestId) => {
      await lockLinks(transaction, { storeId, requestId, unless: RUNNING });
      if (!(await acceptRecord(transaction, { ...link, requestId }, hit.title, "chosen", actor))) return;
      const data = { ...recordInEvent(link), reason: "chosen" } as const;
      await recordEvent(transaction, { storeId, requestId, type: "record_linked", actor, data });
      await startMatching(transaction, { storeId, requestId }, identities);
    },
    make: (transaction) =>
      createProfileRequest(
        transaction,
        target,
        {
          ...{ personKey: liveRecordKey(link), name: hit.title, email: address, emailNormalized: normalized },
          matchCount: 0,
        },
        (requestId) => acceptRecord(transaction, { ...link, requestId }, hit.title, "chosen", actor),
      ),
  });
}
