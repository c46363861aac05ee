import { v7 as uuidv7 } from "uuid";
import { keyedHash, matchesKeyedHash } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import type { ClientInfo, Visitor } from "@/lib/delivery/client-info";
import { CODE_LIFETIME_MINUTES, MAX_CODES_PER_DAY, MAX_TRIES_PER_CODE } from "@/lib/delivery/delivery-policy";
import { createDigits, readDigits } from "@/lib/delivery/six-digits";
import { maskEmail } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { unexpired } from "@/lib/expiry";
import { limitRate } from "@/lib/http/rate-limit";
import { createToken, hashToken } from "@/lib/token";
import { lockOpenRequest } from "@/lib/upload/added-items";
import { findMessageLink, MESSAGE_ACCESS_SECONDS } from "./message-link";
import { MAX_WRONG_CODES } from "./message-policy";

/**
 * Requests a code, which goes to the request's address and nowhere else. The worker makes it when it sends it.
 * @throws UserError "rateLimited", "linkInvalid" for an unknown link, "alreadyClosed", "messagesLocked" after fifteen
 * wrong codes, "codesUsedUp" after five in 24 hours.
 */
export async function requestMessageCode({
  storeId,
  token,
  rateLimitKey,
  client,
}: Visitor & { token: string }): Promise<void> {
  await limitRate("messageFormByAddress", rateLimitKey);
  const requestId = await findMessageLink(storeId, token);
  if (!requestId) throw new UserError("linkInvalid");
  await prisma().$transaction(async (transaction) => {
    await lockUnlocked(transaction, { storeId, requestId });
    const dayAgo = new Date(Date.now() - 24 * 3600 * 1000);
    const sent = await transaction.messageCode.count({ where: { storeId, requestId, createdAt: { gt: dayAgo } } });
    if (sent >= MAX_CODES_PER_DAY) throw new UserError("codesUsedUp");
    const codeId = uuidv7();
    await transaction.messageCode.create({ data: { storeId, id: codeId, requestId }, select: { id: true } });
    const data = { codeId, ...client };
    await recordEvent(transaction, {
      ...{ storeId, requestId, type: "message_code_requested", actor: { kind: "customer" }, data },
    });
  });
}

/**
 * Makes the six digits of a code that was requested, at the moment of sending; only their hash is kept, and their ten
 * minutes run from here.
 * @returns the digits, or undefined when there is nothing for them to open (any more).
 */
export async function mintMessageCode(storeId: string, codeId: string): Promise<string | undefined> {
  const code = createDigits();
  const { count } = await prisma().messageCode.updateMany({
    where: { storeId, id: codeId, usedAt: null, request: { state: "open" } },
    data: {
      codeHash: keyedHash(code, codePurpose(storeId, codeId)),
      expiresAt: new Date(Date.now() + CODE_LIFETIME_MINUTES * 60_000),
    },
  });
  return count === 1 ? code : undefined;
}

/**
 * Opens a request's messages by a code, for a few hours. A code works once. A wrong try counts against every live code of
 * the request, and after the fifteenth in its life, over all of its links, no code opens them any more.
 * @param code as it was typed.
 * @returns the value of the browser's cookie, and the request that it opens.
 * @throws UserError "rateLimited", "linkInvalid" for an unknown link, "alreadyClosed", "messagesLocked", "codeWrong",
 * "codeOver" where no code is live (any more).
 */
export async function enterMessageCode({
  storeId,
  token,
  code,
  rateLimitKey,
  client,
}: Visitor & { token: string; code: string }): Promise<{ requestId: string; cookie: string }> {
  await limitRate("messageFormByAddress", rateLimitKey);
  const requestId = await findMessageLink(storeId, token);
  if (!requestId) throw new UserError("linkInvalid");
  const digits = readDigits(code);
  // It costs no try.
  if (!digits) throw new UserError("codeWrong");
  // A wrong try must be kept, so its error is thrown after the transaction.
  const cookie = await prisma().$transaction(async (transaction) => {
    await lockUnlocked(transaction, { storeId, requestId });
    const live = await transaction.messageCode.updateManyAndReturn({
      where: {
        ...{ storeId, requestId, usedAt: null, codeHash: { not: null } },
        ...{ expiresAt: unexpired(), tries: { lt: MAX_TRIES_PER_CODE } },
      },
      data: { tries: { increment: 1 } },
      select: { id: true, codeHash: true },
    });
    if (live.length === 0) throw new UserError("codeOver");
    // All are compared, whichever matches.
    const [match] = live.filter(({ id, codeHash }) =>
      matchesKeyedHash(codeHash ?? new Uint8Array(), digits, codePurpose(storeId, id)),
    );
    if (!match) return await keepWrongTry(transaction, { storeId, requestId }, client);
    await transaction.messageCode.updateMany({ where: { storeId, id: match.id }, data: { usedAt: new Date() } });
    const secret = createToken();
    const expiresAt = new Date(Date.now() + MESSAGE_ACCESS_SECONDS * 1000);
    await transaction.messageAccess.create({
      data: { storeId, tokenHash: hashToken(secret), requestId, expiresAt },
      select: { storeId: true },
    });
    return secret;
  });
  if (!cookie) throw new UserError("codeWrong");
  return { requestId, cookie };
}

/** What the page of a link shows before a code is entered. Changes nothing. */
export async function showMessageLink(storeId: string, requestId: string) {
  const request = await prisma().request.findUniqueOrThrow({
    where: { storeId_id: { storeId, id: requestId } },
    select: { state: true, email: true, messageWrongCodes: true },
  });
  const justNow = new Date(Date.now() - CODE_LIFETIME_MINUTES * 60_000);
  const codes = await prisma().messageCode.count({
    where: {
      ...{ storeId, requestId, usedAt: null, tries: { lt: MAX_TRIES_PER_CODE } },
      OR: [{ expiresAt: unexpired() }, { expiresAt: null, createdAt: { gt: justNow } }],
    },
  });
  return {
    status: statusOf(request),
    maskedEmail: maskEmail(request.email ?? ""),
    /** Whether a code can be entered: one was sent, or is just being sent. */
    codeRequested: codes > 0,
  };
}

function statusOf({ state, messageWrongCodes }: { state: string; messageWrongCodes: number }) {
  if (state !== "open") return "closed" as const;
  return messageWrongCodes >= MAX_WRONG_CODES ? ("locked" as const) : ("open" as const);
}

/** Locks a request whose messages a code can open. */
async function lockUnlocked(transaction: Transaction, of: { storeId: string; requestId: string }): Promise<void> {
  await lockOpenRequest(transaction, of);
  const { messageWrongCodes } = await transaction.request.findUniqueOrThrow({
    where: { storeId_id: { storeId: of.storeId, id: of.requestId } },
    select: { messageWrongCodes: true },
  });
  if (messageWrongCodes >= MAX_WRONG_CODES) throw new UserError("messagesLocked");
}

async function keepWrongTry(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
  client: ClientInfo,
): Promise<undefined> {
  const where = { storeId, id: requestId };
  await transaction.request.updateMany({ where, data: { messageWrongCodes: { increment: 1 } } });
  await recordEvent(transaction, {
    ...{ storeId, requestId, type: "message_code_wrong", actor: { kind: "customer" }, data: client },
  });
}

function codePurpose(storeId: string, codeId: string): string {
  return `store:${storeId}:message-code:${codeId}`;
}
