import { phoneDigits } from "@/lib/phone-number";
import { customerColumns } from "./columns";
import { emailFields } from "./email-fields";
import { attributes, choice, identifier, type Row, RowError, tags } from "./row";

/** A row of the customers' export, by the names of the tables' columns. */
export type CustomerDraft = ReturnType<typeof readCustomer>;

/** @throws RowError when the row cannot be stored, or could not be recognized the next time. */
export function readCustomer(row: Row) {
  const platformId = identifier(row, "Customer ID");
  const { email, emailNormalized, mailable } = emailFields(row.text("Email"));
  // Files of former years may give no codes.
  const further = new Set<string>();
  const codeOr = (code: string, name: string) => {
    const held = row.text(code);
    if (held === null) further.add(name);
    return held ?? row.text(name);
  };
  const address = {
    name: null,
    company: row.text("Default Address Company"),
    line1: row.text("Default Address Address1"),
    line2: row.text("Default Address Address2"),
    city: row.text("Default Address City"),
    province: codeOr("Default Address Province Code", "Province"),
    postalCode: row.text("Default Address Zip"),
    country: codeOr("Default Address Country Code", "Country"),
    phone: row.text("Default Address Phone"),
  };
  const fields = {
    platformId,
    email,
    emailNormalized,
    emailMailable: mailable,
    phone: row.text("Phone"),
    firstName: row.text("First Name"),
    lastName: row.text("Last Name"),
    company: address.company,
    note: row.text("Note"),
    tags: tags(row),
    taxExempt: choice(row, "Tax Exempt"),
    attributes: attributes(row, (column) => !customerColumns.has(column) && !further.has(column)),
  };
  const person = personOf(fields, address);
  const key = platformId ?? (emailNormalized === null ? person : `email ${emailNormalized}`);
  if (key === undefined) throw new RowError(row.columns.includes("Customer ID") ? "Customer ID" : "Email", "nobody");
  return {
    line: row.line,
    /** The same for the same customer, within a file. */
    key,
    /** What a customer without an id and an address is known by. */
    person,
    fields,
    address: Object.values(address).some((part) => part !== null) ? address : null,
    consents: { email: choice(row, "Accepts Email Marketing"), sms: choice(row, "Accepts SMS Marketing") },
  };
}

/**
 * What a person without an email address is known by: their phone number and name, without a number their name and
 * where they live. A household shares a number, and people share names: neither alone is enough.
 * @returns undefined where there is neither a number nor a name.
 */
export function personOf(
  {
    phone,
    ...names
  }: { phone: string | null; firstName: string | null; lastName: string | null; company: string | null },
  address: { line1: string | null; postalCode: string | null; city: string | null } | null | undefined,
): string | undefined {
  const name = [names.firstName, names.lastName, names.company];
  const number = phone === null ? "" : phoneDigits(phone, undefined);
  if (number === "" && name.every((part) => part === null)) return undefined;
  const home = number === "" ? [address?.line1, address?.postalCode, address?.city] : [];
  return JSON.stringify([number, ...name, ...home].map((part) => part?.trim().toLowerCase() ?? ""));
}
