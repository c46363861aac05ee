import { describeSection } from "./descriptor";
import {
  addedLater,
  attributes,
  boolean,
  dataSource,
  email,
  id,
  instant,
  language,
  nullable,
  oneOf,
  phone,
  record,
  text,
  texts,
} from "./field";

/** Who the customer is to the store. */
export const profile = describeSection({
  name: "profile",
  fields: {
    kind: oneOf(["account", "guest"], { words: "kind", about: "A guest never made an account" }),
    firstName: nullable(text()),
    lastName: nullable(text()),
    email: nullable(email()),
    phone: nullable(phone()),
    company: nullable(text()),
    locale: nullable(language()),
    taxExempt: nullable(boolean()),
    tags: texts(),
    note: nullable(text({ about: "What the store noted on the customer" })),
    platformId: nullable(id({ about: "The shop platform's own id" })),
    id: id(),
    createdAt: nullable(
      instant({
        label: "storedSince",
        about: "Since when the shop has the data, ISO 8601 in UTC; null where that is unknown",
      }),
    ),
    updatedAt: nullable(instant({ about: "Null where a live source does not say, ISO 8601 in UTC" })),
    attributes: attributes(),
    recordedAt: addedLater(instant({ about: "When the data were first copied here, ISO 8601 in UTC" })),
    source: dataSource(),
    record: record(),
  },
  key: ["id"],
  title: [["firstName", "lastName"], ["email"], ["id"]],
  csv: [
    ...(["id", "kind", "platformId", "email", "phone", "firstName", "lastName", "company", "locale"] as const),
    ...(["note", "tags", "taxExempt", "createdAt", "updatedAt", "attributes"] as const),
  ],
  layout: { rows: "cards", weight: 12 },
  sourceField: "source",
  tellsOf: "customer",
});
