import type { CustomerSource } from "@/lib/source/source";
import { orders } from "./collect-orders";
import { addresses, consents, profile } from "./collect-profile";
import { emails, requests } from "./collect-requests";

/** Dossier's own database, which imports fill. */
export const databaseSource: CustomerSource = {
  name: "dossier-database",
  collectors: { profile, addresses, orders, consents, requests, emails },
};
