import type { Transaction } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { limitRates } from "@/lib/http/rate-limit";
import { isClosed, moveRequest } from "@/lib/request/request-status";
import type { BulkAct, BulkKind, Request } from "@/prisma/generated/client";
import { BULK_EMAIL_DELAY_SECONDS, type Outcome } from "./bulk-act";

/** A request in an act, as it is in the database. */
export type BulkRequest = Pick<
  Request,
  "id" | "state" | "assigneeId" | "email" | "emailNormalized" | "emailVerified" | "closedAsSpam"
>;

/** One request of an act, and who does it. */
export interface BulkStep {
  act: BulkAct;
  /** The store's slug, by which its mail is limited. */
  slug: string;
  actor: MerchantActor;
}

interface Kind {
  /**
   * What is asked before the transaction, which waits for nothing else.
   * @returns why the request is left out; otherwise how long its email waits beyond the act's own delay.
   */
  prepare?(step: BulkStep, request: BulkRequest): Promise<Outcome | { delaySeconds: number }>;
  /** Does it to one request, which is locked. */
  run(transaction: Transaction, step: BulkStep, request: BulkRequest, delaySeconds: number): Promise<Outcome>;
  /** Undoes it: nobody has changed the request since. */
  undo?(transaction: Transaction, step: BulkStep, request: BulkRequest, formerAssigneeId: string | null): Promise<void>;
}

/** What each kind of act does to one of its requests. */
export const bulkKinds: Record<BulkKind, Kind> = {
  assign: {
    run: async (transaction, step, request) => {
      if (request.assigneeId === step.act.assigneeId) return "same";
      await assign(transaction, step, request.id, step.act.assigneeId);
      return "done";
    },
    undo: (transaction, step, request, former) => assign(transaction, step, request.id, former),
  },
  spam: {
    run: async (transaction, { act, actor }, { id: requestId, state }) => {
      const target = { storeId: act.storeId, requestId, actor };
      if (await moveRequest(transaction, target, "closeAsSpam", { closedAsSpam: true }, { bulkId: act.id }))
        return "done";
      return isClosed(state) ? "closed" : "verified";
    },
    undo: async (transaction, { act, actor }, { id: requestId }) => {
      const target = { storeId: act.storeId, requestId, actor };
      await moveRequest(transaction, target, "undoSpam", { closedAsSpam: false, closedAt: null }, { bulkId: act.id });
    },
  },
  resend: {
    prepare: async ({ slug }, request) => {
      const leftOut = whyNotAsked(request);
      if (leftOut) return leftOut;
      const inbox = request.emailNormalized ?? "";
      try {
        const seconds = await limitRates(
          [["mailByInbox", inbox]],
          ["mailByStore", slug],
          ["mailByPossibleInbox", inbox],
        );
        return { delaySeconds: Math.ceil(seconds) };
      } catch (error) {
        if (error instanceof UserError && error.code === "rateLimited") return "limited";
        throw error;
      }
    },
    run: async (transaction, { act, actor }, request, delaySeconds) => {
      const leftOut = whyNotAsked(request) ?? (await sentInThisAct(transaction, act, request));
      if (leftOut) return leftOut;
      await recordEvent(
        transaction,
        { storeId: act.storeId, requestId: request.id, type: "verification_requested", actor },
        BULK_EMAIL_DELAY_SECONDS + delaySeconds,
      );
      return "done";
    },
  },
};

async function assign(
  transaction: Transaction,
  { act, actor }: BulkStep,
  requestId: string,
  assigneeId: string | null,
) {
  const { storeId, id: bulkId } = act;
  await transaction.request.updateMany({ where: { storeId, id: requestId }, data: { assigneeId } });
  await recordEvent(transaction, {
    ...{ storeId, requestId, actor, type: "request_assigned" },
    data: { assigneeId, bulkId },
  });
}

/** Why nobody is asked to verify a request; undefined where its address waits for that. */
function whyNotAsked({ state, email, emailNormalized, emailVerified }: BulkRequest): Outcome | undefined {
  if (isClosed(state)) return "closed";
  if (state !== "unverified" && emailVerified) return "verified";
  return email && emailNormalized && readEmailAddress(email).mailable ? undefined : "noAddress";
}

/** A person may have made several requests: one email is enough. */
async function sentInThisAct(
  transaction: Transaction,
  { storeId, id: bulkActId }: BulkStep["act"],
  { emailNormalized }: BulkRequest,
): Promise<Outcome | undefined> {
  const sent = await transaction.bulkItem.findFirst({
    where: { storeId, bulkActId, outcome: "done", request: { emailNormalized } },
    select: { requestId: true },
  });
  return sent ? "sameAddress" : undefined;
}
