/** How long a link works, from the moment its delivery goes live. The delivered export is kept as long. */
export const LINK_LIFETIME_DAYS = 7;

/** How long a code is valid, from the moment it is sent. */
export const CODE_LIFETIME_MINUTES = 10;

/** Tries that one code allows. */
export const MAX_TRIES_PER_CODE = 5;

/** Codes that may be requested within 24 hours. */
export const MAX_CODES_PER_DAY = 5;

/** Wrong tries in a link's life that revoke it: a guesser's chance is then 15 in a million. */
export const MAX_WRONG_CODES = 15;

/** Downloads of one delivery; each access counts once. */
export const MAX_DOWNLOADS = 3;

/** How long the access cookie lives that the right code sets: an interrupted download may be resumed for as long. */
export const ACCESS_LIFETIME_SECONDS = 3600;

/** The largest archive that is sent as an encrypted email: mail servers refuse more. A link is sent instead. */
export const MAX_EMAILED_BYTES = 15 * 1024 * 1024;

/** How a merchant may hand the data over without Dossier. The messages under `deliver` name each. */
export const handoverChannels = ["in_person", "post", "phone", "other"] as const;

export type HandoverChannel = (typeof handoverChannels)[number];
