import { searchText } from "@/lib/search/fold-text";
import { customerColumns } from "./columns";
import { emailFields } from "./email";
import { attributes, choice, identifier, type Row, RowError, tags } from "./row";

/** What a row of the customers' export says, by the names of the tables' columns. */
export type CustomerDraft = ReturnType<typeof readCustomer>;

/** @throws RowError when the row cannot be stored, or not be recognised the next time. */
export function readCustomer(row: Row) {
  const platformId = identifier(row, "Customer ID");
  const { email, emailNormalized, mailable } = emailFields(row.text("Email"));
  if (platformId === null && emailNormalized === null)
    throw new RowError("Customer ID", "is empty, and so is the e-mail address: nothing to know the customer by");
  const address = {
    name: null,
    company: row.text("Default Address Company"),
    line1: row.text("Default Address Address1"),
    line2: row.text("Default Address Address2"),
    city: row.text("Default Address City"),
    province: row.text("Default Address Province Code"),
    postalCode: row.text("Default Address Zip"),
    country: row.text("Default Address Country Code"),
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
    attributes: attributes(row, (column) => !customerColumns.has(column)),
  };
  return {
    line: row.line,
    fields,
    address: Object.values(address).some((part) => part !== null) ? address : null,
    consents: { email: choice(row, "Accepts Email Marketing"), sms: choice(row, "Accepts SMS Marketing") },
  };
}

// Enough of any text to find a row by; a cell may hold a megabyte.
const SEARCHED_LENGTH = 500;

/** What a customer is found by. */
export function searchOf(
  customer: {
    firstName: string | null;
    lastName: string | null;
    email: string | null;
    company?: string | null;
    platformId?: string | null;
    phone: string | null;
    tags?: string[];
  },
  addressPhone: string | null = null,
): string {
  const { firstName, lastName, email, company, platformId, phone, tags = [] } = customer;
  const name = [firstName, lastName].filter((part) => part !== null).join(" ");
  const cut = (text: string | null | undefined) => text?.slice(0, SEARCHED_LENGTH);
  return searchText([name, email, company, platformId, ...tags].map(cut), [phone, addressPhone].map(cut));
}
