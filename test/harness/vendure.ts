import { inject } from "vitest";

/** The run's real Vendure, seeded as e2e/peers/vendure says: its Admin API, and a key that may read alone. Tests change nothing in it. */
export async function startVendure(): Promise<{ address: string; apiKey: string }> {
  const answer = await fetch(inject("vendurePeer"));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text);
}
