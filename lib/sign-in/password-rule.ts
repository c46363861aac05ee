import { z } from "zod";
import { isLeaked } from "./leaked-passwords";
import { PASSWORD_MIN_LENGTH } from "./password";

/** Rules for a new password that need no database: NIST SP 800-63B, 5.1.1.2 (length, no well-known one). */
export const newPassword = z
  .string({ error: "passwordWeak" })
  .min(PASSWORD_MIN_LENGTH, { error: "passwordWeak" })
  .max(500, { error: "passwordTooLong" })
  .refine((password) => !isCommon(password), { error: "passwordCommon" });

/**
 * Whether a password is little more than its owner's address and words that anyone would try here.
 */
export function namesTheAddress(password: string, email: string): boolean {
  const parts = fold(email).split(/[^\p{L}]+/u);
  return fold(password) === fold(email) || isMadeOf(password, parts);
}

/** Leaked passwords, repetitions of a short text, rows of keys, and words tied to this app. */
function isCommon(password: string): boolean {
  const folded = fold(password);
  return (
    isLeaked(folded) ||
    isMadeOf(password, []) ||
    /^(.{1,4})\1+$/su.test(folded) ||
    SEQUENCES.some((row) => row.includes(folded))
  );
}

/** Whether fewer than four letters are left of a password without such words, digits and symbols. */
function isMadeOf(password: string, further: string[]): boolean {
  const words = [...WORDS, ...further].filter((word) => word.length > 2).sort((a, b) => b.length - a.length);
  const letters = fold(password).replace(/\P{L}+/gu, " ");
  const left = words.reduce((rest, word) => rest.replaceAll(word, " "), letters);
  return left !== letters && left.replaceAll(" ", "").length < 4;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

/** Words tied to this app, in its languages: what it is, who works here, what people type first. */
const WORDS = [
  ...["dossier", "privacy", "gdpr", "customer", "data", "request", "export", "delivery", "store", "shop"],
  ...["dashboard", "merchant", "owner", "staff", "viewer", "admin", "administrator", "root", "test", "demo"],
  ...["password", "passwort", "kennwort", "secret", "geheim", "login", "sign", "welcome", "willkommen", "changeme"],
  ...["datenschutz", "dsgvo", "kunde", "kunden", "daten", "anfrage", "auskunft", "laden", "inhaber"],
  ...["correct", "horse", "battery", "staple", "letmein", "iloveyou", "qwerty", "qwertz", "trustno"],
];

const SEQUENCES = [
  "01234567890123456789",
  "98765432109876543210",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
];
