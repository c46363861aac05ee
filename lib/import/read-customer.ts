import { emailFields } from "./email-fields";
import { attributes, choice, identifier, type Row, RowError, tags } from "./row";

/** A row of the customers' export, by the names of the tables' columns. */
export type CustomerDraft = ReturnType<typeof readCustomer>;

/** @throws RowError when the row cannot be stored, or could not be recognized the next time. */
export function readCustomer(row: Row) {
  const platformId = identifier(row, "Customer ID");
  const { email, emailNormalized, mailable } = emailFields(row.text("Email"));
  if (platformId === null && emailNormalized === null)
    throw new RowError("Customer ID", "is empty, and so is the email address: nothing to identify the customer by");
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

/** Columns with a field of their own. All others are kept as attributes, under Shopify's own names. */
const customerColumns = new Set([
  "Customer ID",
  "First Name",
  "Last Name",
  "Email",
  "Accepts Email Marketing",
  "Accepts SMS Marketing",
  "Default Address Company",
  "Default Address Address1",
  "Default Address Address2",
  "Default Address City",
  "Default Address Province Code",
  "Default Address Country Code",
  "Default Address Zip",
  "Default Address Phone",
  "Phone",
  "Note",
  "Tax Exempt",
  "Tags",
]);
