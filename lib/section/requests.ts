import { describeSection } from "./descriptor";
import { code, email, id, instant, list, nullable, text } from "./field";

/** Data requests with their history. */
export const requests = describeSection({
  name: "requests",
  fields: {
    reference: id(),
    type: code({ words: "type" }),
    source: code({ words: "source" }),
    state: code({ words: "state" }),
    email: nullable(email()),
    createdAt: instant(),
    verifiedAt: nullable(instant()),
    dueAt: instant(),
    closedAt: nullable(instant()),
    refusalReason: nullable(text()),
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
  layout: { rows: "cards", weight: 10, heading: ["reference"] },
});
