import { randomInt } from "node:crypto";

/** A new code: six random digits. */
export function createDigits(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** A code as it was typed, without spaces and hyphens; undefined for what is not six digits: a slip of the finger, not a guess. */
export function readDigits(typed: string): string | undefined {
  const digits = typed.replace(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
}
