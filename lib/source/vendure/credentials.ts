import { z } from "zod";

/** An API key of Vendure (3.6 or later), whose role reads customers and orders. */
export const vendureCredentials = z.object({ apiKey: z.string().min(1) });
export type VendureCredentials = z.infer<typeof vendureCredentials>;
