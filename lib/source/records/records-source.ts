import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import type { Section } from "@/lib/section/sections";
import type { Collector, CustomerSource } from "@/lib/source/source";
import { orders } from "./collect-orders";
import { addresses, consents, profile } from "./collect-profile";
import { emails, requests } from "./collect-requests";

/** Dossier's own database, which imports fill. */
export const recordsSource: Omit<CustomerSource, "collectors"> & { collectors: { [S in Section]: Collector<S> } } = {
  name: RECORDS_SOURCE,
  collectors: { profile, addresses, orders, consents, requests, emails },
};
