import { z } from "zod";
import { added } from "./added";
import { addresses } from "./addresses";
import { consents } from "./consents";
import { emails } from "./emails";
import { messages } from "./messages";
import { orders } from "./orders";
import { profile } from "./profile";
import { requests } from "./requests";

/** Every section, in the order of the archive. */
export const descriptors = { profile, addresses, orders, consents, added, requests, messages, emails };

export type Section = keyof typeof descriptors;
export const sections = Object.keys(descriptors) as Section[];

/** A section of a connection's own: the connection's number and the section's key there, such as "2-tickets". */
export type OwnKey = `${number}-${string}`;
/** Any section that an export may have. */
export type SectionKey = Section | OwnKey;

/** What is stored of such a key. */
export const ownKey = z.string().regex(/^[1-9]\d{0,8}-[a-z][a-z0-9-]{0,30}$/) as unknown as z.ZodType<OwnKey>;
/** What is stored and sent of a section: whether an export has it, its table says. */
export const sectionKey: z.ZodType<SectionKey> = z.union([z.enum(sections), ownKey]);

/** The rows of each section. Times are ISO 8601 in UTC, money decimal strings, null what is not held. */
type SectionRows = { [S in Section]: z.infer<(typeof descriptors)[S]["schema"]> };
export type SectionRow<S extends Section> = SectionRows[S];
export type OrderRow = SectionRow<"orders">;
export type OrderLineRow = OrderRow["lines"][number];
