import { randomBytes } from "node:crypto";
import { prisma } from "@/lib/database";
import { readEmailAddress, storedForms } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import { shortenAddress } from "@/lib/http/client-address";
import { limitRates, refundRate, resetRate } from "@/lib/http/rate-limit";
import { logSecurity } from "@/lib/observability/security-log";
import { hashPassword, verifyPassword } from "./password";

/**
 * The merchant whose address and password these are. An unknown address, a merchant without a
 * password and a wrong password are the same from outside: same words, same work.
 *
 * A try is counted before the password is looked at, so that guesses sent all at once are counted
 * too, and given back after the right one.
 * @param rateLimitKey what limits count the client by.
 * @throws UserError "signInFailed", or "rateLimited" whoever the address belongs to.
 */
export async function signIn({
  email,
  password,
  rateLimitKey,
}: {
  email: string;
  password: string;
  rateLimitKey: string;
}) {
  const { normalized, mailable } = readEmailAddress(email);
  const from = shortenAddress(rateLimitKey.replace(/::\/64$/, "::"));
  const pair = `${normalized} ${rateLimitKey}`;
  // In this order: who is stopped at their own limit uses up nobody else's.
  await limitRates([
    ["signInByEmailAndAddress", pair],
    ["signInByAddress", rateLimitKey],
    ["signInByEmail", normalized],
  ]);
  // What is no address is nobody's; PostgreSQL would refuse some of it, such as a NUL.
  const merchant = mailable
    ? await prisma().merchant.findFirst({
        where: { email: { in: storedForms(normalized) } },
        select: { id: true, passwordHash: true },
      })
    : null;
  // Awaited in either case: only the very first sign-in of a process makes it, whoever asks.
  dummyHash ??= hashPassword(randomBytes(32).toString("hex"));
  const dummy = await dummyHash;
  const right = await verifyPassword(merchant?.passwordHash ?? dummy, password);
  if (!merchant?.passwordHash || !right) {
    logSecurity("sign-in failed", { kind: "merchant", way: "password", merchantId: merchant?.id, from });
    throw new UserError("signInFailed");
  }
  await resetRate("signInByEmailAndAddress", pair);
  await refundRate("signInByAddress", rateLimitKey);
  await refundRate("signInByEmail", normalized);
  return { merchantId: merchant.id };
}

/** What a password is compared with where there is none. */
let dummyHash: Promise<string> | undefined;
