import { readerWords } from "@/lib/section/words";

/** The parts of an address that are shown. */
export interface ShownAddress {
  line1: string | null;
  line2: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  country: string | null;
}

/** An address in one line, without the parts that are unknown. */
export function addressLine(address: ShownAddress, locale: string): string {
  const { line1, line2, city, province, postalCode, country } = address;
  const town = [postalCode, city].filter(Boolean).join(" ");
  return [line1, line2, town, province, country && readerWords(locale).country(country)].filter(Boolean).join(", ");
}
