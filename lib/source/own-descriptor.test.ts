import { expect, test } from "vitest";
import { rowTitle } from "@/lib/section/descriptor";
import type { SectionKey } from "@/lib/section/sections";
import { tableWith } from "./own-descriptor";
import type { OwnColumn } from "./own-section";

const column = (name: string, more: Partial<OwnColumn> = {}): OwnColumn => ({
  ...{ name, title: { en: name }, type: "text" },
  ...more,
});
const amount = column("amount", { type: "money", currency: "currency" });
const at = column("at", { type: "time" });
const row = {
  ...{ currency: "EUR", amount: "4.90", at: "2026-11-30T12:00:05Z", born: "1981-03-14", id: "M-1" },
  ...{ name: "Refund", subject: "Where is it?", title: "Late" },
};

test.each([
  ["the title", ["currency", "name", "subject", "title", "id"].map((name) => column(name)), "Late"],
  ["the subject", [column("name"), column("subject", { freeText: true })], "Where is it?"],
  ["the name", [column("born"), column("id"), column("name")], "Refund"],
  ["the id", [column("currency"), amount, column("born"), at, column("id")], "M-1"],
  ["the first time", [column("currency"), amount, column("born"), at], "2026-11-30 12:00 UTC"],
  ["nothing", [column("currency"), amount, column("born")], undefined],
  ["no currency", [column("amount", { type: "money", currency: "name" }), column("name")], undefined],
])("a row of a section of a connection's own is headed by %s", (_by, columns, heading) => {
  const key: SectionKey = "1-movements";
  const described = tableWith([{ key, title: { en: "Movements" }, columns }]).of(key);
  expect(rowTitle(described, row)?.join(" ")).toBe(heading);
});
