import { describeSection } from "./descriptor";
import { addedLater, code, country, email, id, instant, list, nullable, phone, text } from "./field";

/** Data requests with their history. */
export const requests = describeSection({
  name: "requests",
  fields: {
    reference: id(),
    type: code({ words: "type" }),
    source: code({ words: "source" }),
    state: code({ words: "state" }),
    email: nullable(email()),
    // What the store's staff entered of one that came by phone, letter or the like.
    receivedBy: addedLater(nullable(code({ words: "receivedBy" }))),
    phone: addedLater(nullable(phone())),
    country: addedLater(nullable(country())),
    createdAt: instant(),
    verifiedAt: nullable(instant()),
    dueAt: instant(),
    closedAt: nullable(instant()),
    refusalReason: nullable(text()),
    wrong: addedLater(nullable(text({ about: "Of a correction: what the person wrote" }))),
    right: addedLater(nullable(text({ about: "Of a correction: what the person wrote" }))),
    corrections: addedLater(
      list(
        {
          field: code({ words: "correctedField", label: "correctedField" }),
          oldValue: nullable(text()),
          newValue: nullable(text()),
        },
        { columns: ["field", "oldValue", "newValue"] },
      ),
    ),
    events: list(
      { at: instant(), type: code({ words: "event", label: "event" }), actor: code({ words: "actor" }) },
      { columns: ["at", "type", "actor"] },
    ),
  },
  key: ["reference"],
  title: [["reference"]],
  csv: [
    ...(["reference", "type", "source", "state", "email", "createdAt", "verifiedAt", "dueAt"] as const),
    ...(["closedAt", "refusalReason", "events"] as const),
  ],
  layout: { rows: "cards", weight: 10, heading: ["reference"], line: { at: "createdAt", list: "events" } },
});
