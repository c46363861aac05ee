import { randomInt } from "node:crypto";

/** How often each fault strikes. */
export const rounds = Number(process.env.FAULT_ROUNDS ?? 20);

/** A moment within a second or two, at random. */
export function someMilliseconds(most = 1500): number {
  return 50 + randomInt(most);
}
