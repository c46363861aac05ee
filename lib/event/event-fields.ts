import { z } from "zod";

/** The id of a row. */
export const id = z.uuid();

/** A word of the code's own, such as the name of a text, or the key of a connection's own section. */
export const word = z.string().regex(/^([1-9]\d{0,8}-)?[A-Za-z][A-Za-z0-9_-]{0,63}$/);

/** Dossier's own records, or a connection by its number. */
export const source = z.string().regex(/^(dossier-database|connection-[1-9]\d{0,8})$/);

/** Nothing besides who did it and when. */
export const nothing = z.object({});
