import { describeSection } from "./descriptor";
import { code, email, instant, nullable, text } from "./field";

/** Emails that this service sent to the customer. */
export const emails = describeSection({
  name: "emails",
  fields: {
    to: email(),
    subject: nullable(text()),
    state: code({ words: "state" }),
    createdAt: instant({ label: "queuedAt" }),
    sentAt: nullable(instant()),
    text: nullable(text({ about: "Links that held a secret are left out" })),
  },
  key: ["to", "createdAt"],
  title: [["subject"], ["to"]],
  csv: ["to", "subject", "text", "state", "createdAt", "sentAt"],
  layout: { rows: "cards", weight: 15, heading: ["subject"] },
});
