import type { z } from "zod";
import { added } from "./added";
import { addresses } from "./addresses";
import { consents } from "./consents";
import { emails } from "./emails";
import { orders } from "./orders";
import { profile } from "./profile";
import { requests } from "./requests";

/** Every section, in the order of the archive. */
export const descriptors = { profile, addresses, orders, consents, added, requests, emails };

export type Section = keyof typeof descriptors;
export const sections = Object.keys(descriptors) as Section[];

/** The rows of each section. Times are ISO 8601 in UTC, money decimal strings, null what is not held. */
type SectionRows = { [S in Section]: z.infer<(typeof descriptors)[S]["schema"]> };
export type SectionRow<S extends Section> = SectionRows[S];
export type OrderRow = SectionRow<"orders">;
export type OrderLineRow = OrderRow["lines"][number];
