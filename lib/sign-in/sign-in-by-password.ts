import { randomBytes } from "node:crypto";
import { readEmailAddress } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import { shortenAddress } from "@/lib/http/client-address";
import { limitRates, refundRate, resetRate } from "@/lib/http/rate-limit";
import { logSecurity } from "@/lib/observability/security-log";
import { merchantOf } from "./create-password-link";
import { hashPassword, verifyPassword } from "./password";

/**
 * The merchant whose address and password these are. An unknown address, a merchant without a
 * password and a wrong password are the same from outside: same message, same work.
 *
 * An attempt is counted before the password is checked, so that guesses sent at the same time are
 * counted too, and uncounted after the right password.
 * @param rateLimitKey what limits count the client by.
 * @throws UserError "signInFailed", or "rateLimited", known address or not.
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
  const { normalized } = readEmailAddress(email);
  const from = shortenAddress(rateLimitKey.replace(/::\/64$/, "::"));
  const pair = `${normalized} ${rateLimitKey}`;
  // In this order: a client stopped by their own limit does not use up anyone else's.
  await limitRates([
    ["signInByEmailAndAddress", pair],
    ["signInByAddress", rateLimitKey],
    ["signInByEmail", normalized],
  ]);
  const merchant = await merchantOf(email);
  // Awaited in either case: only the first sign-in of a process creates it, for any address.
  dummyHash ??= hashPassword(randomBytes(32).toString("hex"));
  const dummy = await dummyHash;
  const right = await verifyPassword(merchant?.passwordHash ?? dummy, password);
  if (!merchant?.passwordHash || !right) {
    logSecurity("sign-in failed", { kind: "merchant", method: "password", merchantId: merchant?.id, from });
    throw new UserError("signInFailed");
  }
  await resetRate("signInByEmailAndAddress", pair);
  await refundRate("signInByAddress", rateLimitKey);
  await refundRate("signInByEmail", normalized);
  return { merchantId: merchant.id };
}

/** What a password is compared with if the merchant has none. */
let dummyHash: Promise<string> | undefined;
