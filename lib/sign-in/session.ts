import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { getServerSession, type NextAuthOptions } from "next-auth";
import { decode, encode, type JWT } from "next-auth/jwt";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { hasExpired, unexpired } from "@/lib/expiry";
import { CLIENT_ADDRESS_HEADER, shortenAddress } from "@/lib/http/client-address";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { logSecurity } from "@/lib/observability/security-log";
import type { Prisma, SessionKind } from "@/prisma/generated/client";
import { setLocaleCookie } from "./save-preferences";

/** How long sessions last: from sign-in, and from the last page visited. */
const lifetimes = {
  merchant: { seconds: 7 * 24 * 3600, idleSeconds: 24 * 3600 },
  customer: { seconds: 24 * 3600, idleSeconds: 2 * 3600 },
} as const satisfies Record<SessionKind, { seconds: number; idleSeconds: number }>;

/**
 * Starts a session: a row in the database, and a cookie of its kind whose token only names that row.
 * Any session of this kind that the browser had ends, which prevents session fixation.
 * @param method how they proved their identity, for the log.
 */
export async function startSession(
  kind: SessionKind,
  identity: Omit<Prisma.SessionCreateInput, "id" | "kind" | "expiresAt">,
  method: "password" | "password link" | "emailed link" | "hand-off" | "OpenID Connect" | "invitation" | "first run",
) {
  await endSession(kind);
  const id = randomUUID(); // 122 random bits: even someone who could forge cookies cannot guess a row
  const maxAge = lifetimes[kind].seconds;
  await prisma().session.create({
    data: { ...identity, id, kind, expiresAt: new Date(Date.now() + maxAge * 1000) },
    select: { id: true },
  });
  const token = await encode({ token: { sessionId: id }, secret: secrets()[0] ?? "", maxAge, salt: kind });
  (await cookies()).set(cookieName(kind), token, { ...cookieOptions(), maxAge });
  const { merchantId, storeId } = identity;
  if (merchantId) await chooseLanguageOf(merchantId);
  logSecurity("signed in", { kind, method, ...(merchantId && { merchantId }), storeId, from: await clientNetwork() });
}

/** Shows a merchant's pages in the language that they chose for themselves, if they did. */
async function chooseLanguageOf(merchantId: string) {
  const merchant = await prisma().merchant.findUnique({ where: { id: merchantId }, select: { locale: true } });
  if (merchant?.locale) await setLocaleCookie(merchant.locale);
}

/** Ends this browser's session of a kind, at once and everywhere it was copied to. */
export async function endSession(kind: SessionKind) {
  const id = await sessionId(kind);
  if (id) {
    await prisma().session.deleteMany({ where: { id, kind } });
    logSecurity("signed out", { kind });
  }
  (await cookies()).delete({ ...cookieOptions(), name: cookieName(kind) });
}

/** The live session row of this browser, read again on each request; null if there is none. */
export async function readSession(kind: SessionKind) {
  const id = await sessionId(kind);
  if (!id) return null;
  const session = await prisma().session.findUnique({ where: { id, kind } });
  const now = Date.now();
  if (!session || hasExpired(session.expiresAt, new Date(now))) return null;
  const idleSeconds = (now - session.lastSeenAt.getTime()) / 1000;
  if (idleSeconds > lifetimes[kind].idleSeconds) return null;
  // Written at most every five minutes, so that most pages only read.
  if (idleSeconds > 300) await prisma().session.updateMany({ where: { id }, data: { lastSeenAt: new Date(now) } });
  return session;
}

/** A merchant's live sessions, the most recently used first. */
export async function listSessions(merchantId: string) {
  return await prisma().session.findMany({
    where: { kind: "merchant", merchantId, expiresAt: unexpired() },
    orderBy: { lastSeenAt: "desc" },
    take: 50,
  });
}

async function sessionId(kind: SessionKind): Promise<string | undefined> {
  const session: { sessionId?: string } | null = await getServerSession(authOptions(kind));
  return session?.sessionId;
}

/**
 * next-auth's configuration for one kind of person. None of next-auth's routes are used: its sign-in
 * needs JavaScript, while our server actions work without it (see docs/decisions).
 */
function authOptions(kind: SessionKind): NextAuthOptions {
  return {
    providers: [],
    secret: secrets()[0],
    session: { strategy: "jwt", maxAge: lifetimes[kind].seconds },
    cookies: { sessionToken: { name: cookieName(kind), options: cookieOptions() } },
    jwt: { decode: ({ token }) => decodeWithAny(token, kind), encode: async () => "" },
    // It would write whole stacks to the console, each time someone sends a forged cookie.
    logger: { error: (code) => logSecurity("session cookie refused", { kind, code }), warn: () => {}, debug: () => {} },
    callbacks: { session: ({ session, token }) => ({ expires: session.expires, sessionId: token.sessionId }) },
  };
}

/** AUTH_SECRET may hold several keys while they are rotated: the first writes, all read. */
async function decodeWithAny(token: string | undefined, kind: SessionKind): Promise<JWT | null> {
  for (const secret of secrets()) {
    const decoded = await decode({ token, secret, salt: kind }).catch(() => null);
    if (decoded) return decoded;
  }
  return null;
}

function secrets(): string[] {
  return env().authSecrets.map((secret) => secret.toString("base64"));
}

/** The client's network, as written to the log. */
export async function clientNetwork(): Promise<string | undefined> {
  return shortenAddress((await headers()).get(CLIENT_ADDRESS_HEADER) ?? "");
}
