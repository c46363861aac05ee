import { randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { unwrapSecret, wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { type ConnectionKey, connectionPurpose } from "@/lib/source/connection/connection";

/** The kind of a Shopify connection: see lib/source/connection/kinds.ts. */
export const SHOPIFY = "shopify";

/** What a Shopify connection's credentials hold of the app's secret: in a rotation the one before it too, for a time. */
const appSecrets = z.object({
  clientSecret: z.string().min(1).optional(),
  formerClientSecret: z.object({ secret: z.string().min(1), until: z.coerce.date() }).optional(),
});

/** The address of a connection to a shop, by the name that Shopify gives it everywhere; empty, which none has, for any other text. */
export function shopAddress(shop: string): string {
  return /^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/.test(shop) ? `https://${shop}` : "";
}

/** A connection whose app signed something, and since when there is one. */
interface Signer extends ConnectionKey {
  createdAt: Date;
}

/**
 * The connections to a shop whose app secret made a signature, the oldest first. What it does and how long it takes are the
 * same for a shop that nobody has connected and for a wrong signature.
 * @param sign makes the signature that a secret would.
 * @param given the signature that arrived.
 */
export async function findSigners(shop: string, given: Buffer, sign: (secret: string) => Buffer): Promise<Signer[]> {
  const rows = await prisma().connection.findMany({
    where: { kind: SHOPIFY, address: shopAddress(shop), state: { not: "disconnected" } },
    orderBy: { createdAt: "asc" },
    // One shop is connected by one store, and in a trial by a second.
    take: 5,
    select: { storeId: true, number: true, credentials: true, createdAt: true },
  });
  const signers: Signer[] = [];
  for (const { storeId, number, credentials, createdAt } of rows.length > 0 ? rows : [DECOY]) {
    const secrets = readSecrets(credentials ?? "", connectionPurpose({ storeId, number }));
    const matches = secrets.map((secret) => isSame(sign(secret ?? NO_SECRET), given) && secret !== undefined);
    if (matches.includes(true)) signers.push({ storeId, number, createdAt });
  }
  return signers;
}

/** Always two; undefined for one that there is not. */
function readSecrets(credentials: string, purpose: string): (string | undefined)[] {
  // Made each time, so that a shop that nobody connected takes as long as any.
  const decoy = wrapSecret(Buffer.from("{}"), purpose);
  const bytes = unwrapSecret(credentials || decoy, purpose);
  const { clientSecret, formerClientSecret } = appSecrets.parse(JSON.parse(bytes.toString("utf8")));
  const former = formerClientSecret && formerClientSecret.until > new Date() ? formerClientSecret.secret : undefined;
  return [clientSecret, former];
}

function isSame(one: Buffer, other: Buffer): boolean {
  const isLong = one.length === other.length;
  return timingSafeEqual(one, isLong ? other : one) && isLong;
}

const NO_SECRET = randomBytes(32).toString("hex");
/** What is read where no store has connected the shop. */
const DECOY = { storeId: "", number: 0, credentials: null, createdAt: new Date(0) };
