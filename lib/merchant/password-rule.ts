import { z } from "zod";
import { PASSWORD_MIN_LENGTH } from "./password";

/** Rules of a new password that need no database: NIST SP 800-63B, 5.1.1.2 (length, no well-known one). */
export const newPassword = z
  .string({ error: "passwordWeak" })
  .min(PASSWORD_MIN_LENGTH, { error: "passwordWeak" })
  .max(500, { error: "passwordTooLong" })
  .refine((password) => !isCommon(password), { error: "passwordCommon" });

/** Whether a password is little more than the address that it signs in with. */
export function namesTheAddress(password: string, email: string): boolean {
  return fold(password) === fold(email);
}

/** Long passwords that lists of leaked ones begin with, and such as are one short text over and over. */
function isCommon(password: string): boolean {
  const folded = fold(password);
  return COMMON.has(folded) || /^(.{1,4})\1+$/su.test(folded) || SEQUENCES.some((row) => row.includes(folded));
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

const COMMON = new Set([
  "password1234",
  "password12345",
  "password123456",
  "passwordpassword",
  "password123!",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "qwertyuiop123",
  "qwerty123456",
  "iloveyou1234",
  "letmein12345",
  "welcome12345",
  "admin1234567",
  "administrator",
  "administrator1",
  "changeme1234",
  "trustno1trustno1",
  "correcthorsebatterystaple",
  "correct horse battery staple",
]);

const SEQUENCES = [
  "01234567890123456789",
  "98765432109876543210",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
];
