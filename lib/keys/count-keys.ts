import { keyId, wrappingKeyId } from "@/lib/crypto";
import { env } from "@/lib/env";
import { wrappedSecrets } from "./wrapped-secrets";

/** How many stored secrets one key wraps, and what this process does with it. */
export interface KeyUse {
  id: string;
  rows: number;
  role: "writes" | "reads" | "missing";
}

/** The keys of ENCRYPTION_KEY in order, then the missing ones that rows still need. */
export async function countKeys(): Promise<KeyUse[]> {
  const held = env().encryptionKeys.map(keyId);
  const rows = new Map(held.map((id) => [id, 0]));
  for await (const { wrapped } of wrappedSecrets()) {
    const id = wrappingKeyId(wrapped);
    rows.set(id, (rows.get(id) ?? 0) + 1);
  }
  return [...rows].map(([id, count]) => ({
    id,
    rows: count,
    role: id === held[0] ? "writes" : held.includes(id) ? "reads" : "missing",
  }));
}
