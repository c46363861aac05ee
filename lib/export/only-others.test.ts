import { expect, test } from "vitest";
import { makeExportRow } from "@/test/factories/export";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { listOnlyOthers } from "./only-others";

withTestDatabase();

const now = new Date("2026-11-30T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const read = (section: string, rows: number, dropped: number, source = "connection-1") => ({
  ...{ source, section, rows, failure: null },
  ...(dropped > 0 && { dropped }),
});

test("a section is named whose last reading gave other people's rows alone", async () => {
  const { id: storeId } = await makeStore();
  const { id } = await makeRequest(storeId);
  const made = (days: number, sources: object[], of = storeId, requestId = id) =>
    makeExportRow(of, requestId, { createdAt: daysAgo(days), sources });
  await made(40, [read("consents", 0, 9)]);
  await made(3, [read("orders", 0, 5), read("profile", 1, 0), read("1-tickets", 0, 3)]);
  // Nothing there says nothing; rows of the person's end the suspicion.
  await made(2, [read("orders", 0, 0), read("1-tickets", 2, 3)]);
  await made(1, [{ ...read("orders", 0, 7), failure: "unreadable" }, read("addresses", 0, 1, "connection-2")]);
  const other = (await makeStore()).id;
  await made(1, [read("profile", 0, 2)], other, (await makeRequest(other)).id);
  expect(await listOnlyOthers(storeId, now)).toEqual([
    { source: "connection-2", section: "addresses", dropped: 1, at: daysAgo(1) },
    { source: "connection-1", section: "orders", dropped: 5, at: daysAgo(3) },
  ]);
});
