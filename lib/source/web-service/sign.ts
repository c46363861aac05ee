import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";

const PREFIX = "whsec_";
/** How long a replaced secret still signs, while the other side takes over the new one. */
export const SECRET_OVERLAP_DAYS = 7;

/** A web service's credentials: the secret that signs, and in a rotation the one before it too. */
export const webServiceCredentials = z.object({
  secret: z.string().startsWith(PREFIX),
  former: z.object({ secret: z.string().startsWith(PREFIX), until: z.iso.datetime() }).optional(),
});
export type WebServiceCredentials = z.infer<typeof webServiceCredentials>;

/** A new secret, as Standard Webhooks write one: 32 random bytes in base64 after "whsec_". */
export function createSigningSecret(): string {
  return PREFIX + randomBytes(32).toString("base64");
}

/**
 * Credentials with a new secret. The secret that it replaces signs too for `SECRET_OVERLAP_DAYS`; the one before that no
 * longer does.
 */
export function issueSecret(before: WebServiceCredentials | undefined): WebServiceCredentials {
  const secret = createSigningSecret();
  if (!before) return { secret };
  const until = new Date(Date.now() + SECRET_OVERLAP_DAYS * 24 * 3600 * 1000).toISOString();
  return { secret, former: { secret: before.secret, until } };
}

/**
 * The headers that prove that a call comes from here (Standard Webhooks 1.0): HMAC-SHA-256 of `id.timestamp.body`. In a
 * rotation the signatures of both secrets, so that the other side may take over the new one at any time.
 */
export function signatureHeaders(
  body: string,
  { secret, former }: WebServiceCredentials,
  now: Date,
  id = `msg_${randomUUID()}`,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const secrets = former && new Date(former.until) > now ? [secret, former.secret] : [secret];
  const signatures = secrets.map((each) => {
    const key = Buffer.from(each.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
