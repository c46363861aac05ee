import { expect, test } from "vitest";
import { type OwnColumn, ownSectionsSchema, readOwnRow } from "./own-section";

const title = { en: "Tickets", de: "Anfragen" };
const column = (name: string, more: Partial<OwnColumn> = {}): OwnColumn => ({ name, title, type: "text", ...more });
const tickets = {
  key: "tickets",
  title,
  columns: [
    column("id"),
    column("text", { freeText: true }),
    column("fee", { type: "money", currency: "currency" }),
    column("currency"),
  ],
};

test("a section is within its limits", () => {
  const section = (more: object) => ownSectionsSchema.safeParse([{ ...tickets, ...more }]).success;
  const columns = (...all: OwnColumn[]) => section({ columns: all });
  const many = (count: number) => Array.from({ length: count }, (_, index) => column(`c${index}`));
  expect(section({})).toBe(true);
  expect([section({ key: "a".repeat(31) }), section({ title: { en: "ü".repeat(80) } }), columns(...many(60))]).toEqual([
    true,
    true,
    true,
  ]);
  for (const key of ["", "Tickets", "1-tickets", "a".repeat(32), "a/b"]) expect(section({ key })).toBe(false);
  for (const en of ["", " ", "ü".repeat(81), "\0", undefined]) expect(section({ title: { en } })).toBe(false);
  expect(columns()).toBe(false);
  expect(columns(...many(61))).toBe(false);
  expect(columns(column("a"), column("a"))).toBe(false);
  for (const name of ["", "source", "record", "__proto__", "a b", "A", "a".repeat(41)])
    expect(columns(column(name))).toBe(false);
  expect(columns(column("a", { type: "time", freeText: true }))).toBe(false);
  expect(columns(column("a", { type: "money" }))).toBe(false);
  expect(columns(column("a", { type: "money", currency: "b" }))).toBe(false);
  expect(columns(column("a", { type: "money", currency: "b" }), column("b", { type: "integer" }))).toBe(false);
  expect(columns(column("a", { currency: "b" }), column("b"))).toBe(false);
  const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ ...tickets, key: `k${index}` }));
  expect(ownSectionsSchema.safeParse(keys(20)).success).toBe(true);
  expect(ownSectionsSchema.safeParse(keys(21)).success).toBe(false);
  expect(ownSectionsSchema.safeParse([tickets, tickets]).success).toBe(false);
});

test("a row holds what its columns say: others are dropped, what is left out is null, a wrong type is none", () => {
  const read = (more: Record<string, unknown>) => readOwnRow(tickets, { id: "1", ...more });
  const empty = { id: "1", text: null, fee: null, currency: null };
  expect(read({ internal: "x", record: "42" })).toEqual(empty);
  expect(read({ fee: "-12.90", currency: "EUR" })).toEqual({ ...empty, fee: "-12.90", currency: "EUR" });
  for (const wrong of [{ fee: 12.9 }, { fee: "1e3" }, { text: 4 }, { text: { a: 1 } }, { id: "\0" }])
    expect(read(wrong)).toBeUndefined();
  const typed = { columns: [column("n", { type: "integer" }), column("t", { type: "time" })] };
  expect(readOwnRow(typed, { n: 4, t: "2026-01-09T08:30:00Z" })).toEqual({ n: 4, t: "2026-01-09T08:30:00Z" });
  expect([readOwnRow(typed, { n: 4.5 }), readOwnRow(typed, { t: "yesterday" })]).toEqual([undefined, undefined]);
});
