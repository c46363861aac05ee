import { keyId, unwrapSecret, wrappingKeyId, wrapSecret } from "@/lib/crypto";
import { env } from "@/lib/env";
import { OperatorError } from "@/lib/error";
import { wrappedSecrets } from "./wrapped-secrets";

/**
 * Rewraps every stored secret that an older key wraps under the first ENCRYPTION_KEY. Each row is written on its own, and
 * only if it has not changed since it was read: it may run while the app serves, be stopped, and run again.
 * @returns how many were rewrapped, and how many are still under another key: those whose key is missing here, and those
 * that changed in the meantime.
 */
export async function rewrapSecrets(): Promise<{ rewrapped: number; remaining: number }> {
  const [first] = env().encryptionKeys;
  if (!first) throw new OperatorError("ENCRYPTION_KEY is missing: it must hold the new key and then the older ones.");
  const held = new Set(env().encryptionKeys.map(keyId));
  let rewrapped = 0;
  let remaining = 0;
  for await (const { wrapped, purpose, replace } of wrappedSecrets()) {
    const id = wrappingKeyId(wrapped);
    if (id === keyId(first)) continue;
    if (held.has(id) && (await replace(wrapSecret(unwrapSecret(wrapped, purpose), purpose)))) rewrapped++;
    else remaining++;
  }
  return { rewrapped, remaining };
}
