import { describeSection } from "./descriptor";
import { boolean, instant, nullable, oneOf, text } from "./field";

/** The source of a choice that an imported file states: the file does not say when it was made. */
export const IMPORTED_CHOICE = "shopify-import";

/** Marketing choices, oldest first. */
export const consents = describeSection({
  name: "consents",
  about: "The history of marketing choices; the latest of a channel is in force",
  fields: {
    at: instant(),
    channel: oneOf(["email", "sms"], { words: "channel" }),
    granted: boolean(),
    source: text({ words: "consentSource", about: "Where the choice was made" }),
    wording: nullable(text()),
  },
  key: ["at", "channel"],
  title: [["wording"], ["channel"]],
  csv: ["channel", "granted", "source", "wording", "at"],
  layout: { rows: "table", weight: 1, caption: "consentsCaption" },
});
