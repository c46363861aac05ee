import { expect, test } from "vitest";
import type { OwnRow, OwnSection } from "./own-section";
import { readLiveSections } from "./read-live";
import type { CustomerSource } from "./source";

const tickets: OwnSection = {
  key: "tickets",
  title: { en: "Tickets" },
  columns: [{ name: "openedAt", title: { en: "Opened" }, type: "time" }],
};

async function* pages(...rows: OwnRow[]) {
  yield rows;
}

test("a row that does not fit the columns of its section fails that section alone", async () => {
  const own = [
    { section: tickets, collector: { pages: () => pages({ openedAt: "yesterday" }) } },
    { section: { ...tickets, key: "calls" }, collector: { pages: () => pages({ openedAt: "2026-01-09T08:30:00Z" }) } },
  ];
  const source = { name: "connection-1", collectors: {}, own } as unknown as CustomerSource;
  expect(await readLiveSections("store", source, "1")).toMatchObject([
    { section: { key: "tickets" }, rows: [], failure: "malformed" },
    { section: { key: "calls" }, rows: [{ openedAt: "2026-01-09T08:30:00Z" }], failure: undefined },
  ]);
});
