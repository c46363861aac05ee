import { expect, test } from "vitest";
import { translator } from "@/lib/locale";
import { dueWords } from "./due-date";

test.each([
  ["2026-11-23T23:59:59.999Z", "7 days overdue", "7 Tage überfällig", "overdue"],
  ["2026-11-29T23:59:59.999Z", "1 day overdue", "1 Tag überfällig", "overdue"],
  ["2026-11-30T23:59:59.999Z", "Due today", "Heute fällig", "soon"],
  ["2026-12-01T23:59:59.999Z", "Due tomorrow", "Morgen fällig", "soon"],
  ["2026-12-03T23:59:59.999Z", "Due in 3 days", "In 3 Tagen fällig", "soon"],
  ["2026-12-07T23:59:59.999Z", "Due in 7 days", "In 7 Tagen fällig", "soon"],
  ["2026-12-08T23:59:59.999Z", "Due in 8 days", "In 8 Tagen fällig", "later"],
  ["2026-12-30T23:59:59.999Z", "Due in 30 days", "In 30 Tagen fällig", "later"],
])("on November 30 an answer due at %s is %s", (dueAt, en, de, urgency) => {
  const now = new Date("2026-11-30T09:00:00Z");
  const words = (locale: string, state: "open" | "answered" = "open") =>
    dueWords(translator(locale, "request"), { state, dueAt: new Date(dueAt) }, "UTC", now);
  expect(words("en")).toEqual({ text: en, urgency });
  expect(words("de")).toEqual({ text: de, urgency });
  expect(words("en", "answered")).toBeUndefined();
});
