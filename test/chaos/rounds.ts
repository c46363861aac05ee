import { randomInt } from "node:crypto";

/** How often each fault strikes. */
export const rounds = Number(process.env.FAULT_ROUNDS ?? 20);

/** How long to wait until a fault strikes or ends: at random, up to `most`. */
export function someMilliseconds(most = 1500): number {
  return 50 + randomInt(most);
}
