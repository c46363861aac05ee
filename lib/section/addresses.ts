import { describeSection } from "./descriptor";
import { addressParts, boolean, dataSource, id, record } from "./field";

/** Postal addresses that are saved in an account. */
export const addresses = describeSection({
  name: "addresses",
  fields: { ...addressParts, isDefault: boolean(), platformId: id(), source: dataSource(), record: record() },
  sourceField: "source",
  key: ["platformId"],
  title: [["name"], ["company"], ["line1"], ["platformId"]],
  csv: [
    ...(["platformId", "isDefault", "name", "company", "line1", "line2"] as const),
    ...(["city", "province", "postalCode", "country", "phone"] as const),
  ],
  layout: { rows: "cards", weight: 8 },
  tellsOf: "address",
});
