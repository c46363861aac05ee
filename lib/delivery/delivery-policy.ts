/** How long a link lives, from the moment its delivery goes live. The delivered export lives as long. */
export const LINK_LIFETIME_DAYS = 7;

/** How long a code lives, from the moment it is sent. */
export const CODE_LIFETIME_MINUTES = 10;

/** Tries that one code takes. */
export const TRIES_A_CODE = 5;

/** Codes that may be asked for within 24 hours. */
export const CODES_A_DAY = 5;

/** Wrong tries in a link's life that revoke it: a guesser's chance is then 15 in a million. */
export const WRONG_CODES_A_LINK = 15;

/** Downloads of one delivery, one a cookie. */
export const DOWNLOADS = 3;

/** How long the cookie lives that the right code sets: a broken download may be resumed for so long. */
export const ACCESS_LIFETIME_SECONDS = 3600;

/** The largest archive that goes out as an encrypted e-mail: beyond it, mail servers refuse. Then a link goes instead. */
export const LARGEST_EMAILED_BYTES = 15 * 1024 * 1024;

/** When a link made at a moment ends. */
export function linkEnd(from: Date): Date {
  return new Date(from.getTime() + LINK_LIFETIME_DAYS * 24 * 3600 * 1000);
}
