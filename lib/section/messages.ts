import { describeSection } from "./descriptor";
import { code, id, instant, nullable, text, texts } from "./field";

/** What the store asked the customer about their requests, and what they answered. */
export const messages = describeSection({
  name: "messages",
  about: "Messages between the store and the customer about their requests",
  isOptional: true,
  fields: {
    id: id({ about: "The same from one export to the next" }),
    reference: id({ about: "The request that it is about" }),
    createdAt: instant({ label: "sentAt" }),
    actor: code({ words: "actor" }),
    text: nullable(text()),
    files: texts({ about: "What the files are called that the customer added, which are not in this archive" }),
  },
  key: ["id"],
  title: [["createdAt"]],
  csv: ["id", "reference", "createdAt", "actor", "text", "files"],
  layout: { rows: "cards", weight: 8, heading: ["reference"] },
});
