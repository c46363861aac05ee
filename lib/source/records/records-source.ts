import type { Section } from "@/lib/section/sections";
import type { Collector, CustomerSource } from "@/lib/source/source";
import { orders } from "./collect-orders";
import { addresses, consents, profile } from "./collect-profile";
import { emails, requests } from "./collect-requests";

/** Dossier's own database, which imports fill. */
export const recordsSource: Omit<CustomerSource, "collectors"> & { collectors: { [S in Section]: Collector<S> } } = {
  name: "dossier-database",
  collectors: { profile, addresses, orders, consents, requests, emails },
};
