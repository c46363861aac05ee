import { describeSection } from "./descriptor";
import { addedLater, boolean, dataSource, instant, nullable, oneOf, record, text } from "./field";

/** The source of a choice that an imported file states: the file does not say when it was made. */
export const IMPORTED_CHOICE = "shopify-import";

/** The source of a withdrawal by a request, which is called as its type is: what an imported file says does not undo it. */
export function isWithdrawal(source: string | undefined): boolean {
  return source === "objection" || source === "opt_out";
}

/** Marketing choices, oldest first. */
export const consents = describeSection({
  name: "consents",
  about: "The history of marketing choices; the latest of a channel is in force",
  fields: {
    at: nullable(instant({ about: "When the choice was made, ISO 8601 in UTC; null where that is unknown" })),
    channel: oneOf(["email", "sms"], { words: "channel" }),
    granted: boolean(),
    source: text({ words: "consentSource", about: "Where the choice was made" }),
    wording: nullable(text()),
    recordedAt: addedLater(instant({ about: "When the choice was first seen here, ISO 8601 in UTC" })),
    // "source" has always been where a choice was made.
    dataSource: dataSource(),
    record: record(),
  },
  sourceField: "dataSource",
  key: ["at", "channel"],
  title: [["wording"], ["channel"]],
  csv: ["channel", "granted", "source", "wording", "at"],
  layout: { rows: "table", weight: 1, caption: "consentsCaption" },
});
