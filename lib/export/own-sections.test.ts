import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { findPlaces } from "@/lib/review/find-places";
import { makeRedaction } from "@/lib/review/make-redaction";
import { markSection } from "@/lib/review/mark-section";
import { scanExportJob } from "@/lib/review/scan-export.job";
import type { OwnRow, OwnSection } from "@/lib/source/own-section";
import { recordsSource } from "@/lib/source/records/records-source";
import type { RowSource } from "@/lib/source/source";
import { makeStoreWithCustomer } from "@/test/factories/customer";
import { exportCustomer } from "@/test/factories/export";
import { readCopy, redact, redaction } from "@/test/factories/redaction";
import { makeMember, makeMerchant } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { findExport } from "./find-export";
import { readRequestTable, readSectionTable } from "./read-section-table";
import { requestExport } from "./request-export";

withTestDatabase();

const section: OwnSection = {
  key: "tickets",
  title: { en: "Tickets <script>alert(1)</script>", de: "Anfragen" },
  columns: [
    { name: "id", title: { en: "Ticket" }, type: "text" },
    { name: "subject", title: { en: "Subject", de: "Betreff" }, type: "text", freeText: true },
    { name: "state", title: { en: "State" }, type: "text" },
    { name: "openedAt", title: { en: "Opened" }, type: "time" },
    { name: "fee", title: { en: "Fee" }, type: "money", currency: "code" },
    { name: "code", title: { en: "Currency" }, type: "text" },
    { name: "accessToken", title: { en: "Token" }, type: "text" },
  ],
};
const other = "mia@other.example";
const given: OwnRow[] = [
  { id: "1", subject: `=HYPERLINK("https://x.example"), says ${other}`, state: other, fee: "9.5", code: "EUR" },
  {
    id: "2",
    subject: "<b>Where is it?</b>",
    openedAt: "2026-01-02T03:04:05Z",
    internal: "not theirs",
    accessToken: "s3cr3t",
  },
];
const rows = given.map((row): OwnRow => ({ ...row, record: "42" }));

/** A help desk that gives these pages of tickets, and then fails where it is told to. */
function desk(pages: OwnRow[][], { fails = false, own = section } = {}): RowSource {
  const collector = {
    async *pages() {
      yield* pages;
      if (fails) throw new Error("the help desk is away");
    },
  };
  return { name: "connection-2", title: "Help desk", collectors: {}, own: [{ section: own, collector }] };
}

async function exportTickets(source: RowSource) {
  const { storeId, customerId } = await makeStoreWithCustomer({ locale: "en" });
  return await exportCustomer(storeId, customerId, [recordsSource, source]);
}

const ticketsOf = async (target: { storeId: string; exportId: string }) =>
  dataOf(await readArchive(target))["2-tickets"] as Record<string, unknown>[];

test("each format has the section under its number, its title escaped and formulas defused, without what is no column or a secret", async () => {
  const target = await exportTickets(desk([rows]));
  const files = await readArchive(target);
  expect(schemaErrors(files)).toBeNull();
  const origin = { source: "connection-2", record: "42" };
  const empty = { state: null, openedAt: null, fee: null, code: null, accessToken: null };
  const { accessToken: _, ...withoutToken } = empty;
  expect(dataOf(files)["2-tickets"]).toEqual([
    { ...empty, id: "1", subject: rows[0]?.subject, state: other, fee: "9.5", code: "EUR", ...origin },
    { ...withoutToken, id: "2", subject: rows[1]?.subject, openedAt: "2026-01-02T03:04:05Z", ...origin },
  ]);
  expect(Object.values(files).join("")).not.toMatch(/not theirs|s3cr3t/);
  const csv = fileOf(files, "csv/2-tickets.csv").split("\r\n");
  expect(csv[0]).toBe("\uFEFFid,subject,state,openedAt,fee,code,accessToken,source,record");
  expect(csv[1]).toContain(`"'=HYPERLINK(`);
  const html = fileOf(files, "index.html");
  expect(html).toContain('<h2 id="2-tickets">Tickets &lt;script&gt;alert(1)&lt;/script&gt;</h2>');
  expect(html).toContain("&lt;b&gt;Where is it?&lt;/b&gt;");
  expect(html).toContain("€9.50");
  expect(html).not.toMatch(/<script>|<b>Where/);
  const manifest = JSON.parse(fileOf(files, "manifest.json"));
  expect(manifest.sources).toContainEqual({ source: "connection-2", section: "2-tickets", rows: 2, failure: null });
  expect(manifest.leftOut).toEqual([{ section: "2-tickets", field: "/accessToken", count: 1 }]);
  expect(Object.keys(dataOf(files)).indexOf("2-tickets")).toBeLessThan(Object.keys(dataOf(files)).indexOf("requests"));
});

test("a customer who reads German gets German titles, and English ones where there are none", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer({ locale: "de" });
  const files = await readArchive(await exportCustomer(storeId, customerId, [recordsSource, desk([rows])]));
  const html = fileOf(files, "index.html");
  expect(html).toContain('<h2 id="2-tickets">Anfragen</h2>');
  expect(html).toMatch(/Betreff[\s\S]*>State</);
});

test("a value of another type makes the section unreadable from there on, and costs nothing else", async () => {
  const target = await exportTickets(desk([[rows[1] ?? {}], [{ id: "3", fee: 9.5, code: "EUR" }]]));
  const files = await readArchive(target);
  expect(dataOf(files).sources).toContainEqual({
    ...{ source: "connection-2", section: "2-tickets", rows: 1, failure: "unreadable" },
  });
  expect(dataOf(files).profile).toHaveLength(1);
});

test("the review finds, redacts and marks as in any section, though the connection is gone; the copy holds no such bytes", async () => {
  const target = await exportTickets(desk([rows]));
  const actor = await makeMember(target.storeId);
  await scanExportJob(target);
  const { findings } = await prisma().export.findFirstOrThrow({ where: { id: target.exportId } });
  // The text that people write alone is scanned, and all are searched for a value.
  expect(findings).toMatchObject({ positions: [{ section: "2-tickets", row: 0, pointer: "/subject", kind: "email" }] });
  const at = { section: "2-tickets", row: 0, pointer: "/state" } as const;
  const { places } = await findPlaces(target, at, []);
  expect(places.map(({ pointer, isPart }) => [pointer, isPart])).toEqual([
    ["/subject", true],
    ["/state", false],
  ]);
  const made = { ...target, actor, redaction: redaction("2-tickets", { row: 0, pointer: "/subject" }) };
  expect(await makeRedaction(made)).toMatchObject({ made: true });
  await markSection({ ...target, section: "2-tickets", reviewed: true, actor });
  await expect(markSection({ ...target, section: "3-tickets", reviewed: true, actor })).rejects.toThrow("invalid");
  const strange = { ...made, redaction: redaction("3-tickets") };
  await expect(makeRedaction(strange)).rejects.toThrow("invalid");

  const files = await readCopy(target, redaction("2-tickets", { pointer: "/state" }));
  expect(schemaErrors(files)).toBeNull();
  expect(Object.values(files).join("")).not.toContain(other);
  expect(fileOf(files, "csv/2-tickets.csv")).toContain("Where is it?");
  expect(fileOf(files, "index.html")).toContain("Tickets &lt;script&gt;alert(1)&lt;/script&gt; · Entry 1 · Subject");
  const whole = await readCopy(target, redaction("2-tickets"));
  expect(dataOf(whole)["2-tickets"]).toBe("[redacted: another person’s data]");
});

test("trying again copies what a good source gave with its redactions, and reads anew one whose columns changed", async () => {
  const first = await exportTickets(desk([rows]));
  await redact(first, [redaction("2-tickets", { row: 1, pointer: "/subject" })]);
  const again = async (...sources: RowSource[]) => {
    const before = { storeId: first.storeId, requestId: first.requestId, actor: await makeMerchant() };
    const newest = await prisma().export.findFirstOrThrow({
      where: { storeId: first.storeId, reviewOfId: null, state: "ready" },
      orderBy: { createdAt: "desc" },
    });
    const { exportId } = await requestExport({ ...before, retryOf: newest.id });
    const target = { storeId: first.storeId, exportId };
    await buildExport(target, new AbortController().signal, [recordsSource, ...sources]);
    const made = await prisma().redaction.findMany({ where: { exportId } });
    return { target, rows: made.map(({ section: of, row, pointer }) => [of, row, pointer]) };
  };
  const copied = await again(desk([[{ id: "9" }]]));
  expect((await ticketsOf(copied.target)).map(({ id }) => id)).toEqual(["1", "2"]);
  expect(copied.rows).toEqual([["2-tickets", 1, "/subject"]]);

  // One ticket more before it, and one column fewer: the ticket is known by its id.
  const own = { ...section, columns: section.columns.filter(({ name }) => name !== "accessToken") };
  const anew = await again(desk([[{ id: "0", record: "42" }, ...rows]], { own }));
  expect((await ticketsOf(anew.target)).map(({ id }) => id)).toEqual(["0", "1", "2"]);
  expect(anew.rows).toEqual([["2-tickets", 2, "/subject"]]);

  // The connection is gone: what was withheld cannot be taken over, and is named.
  const gone = await again();
  expect(gone.rows).toEqual([]);
  expect((await findExport(gone.target))?.redactionsLost).toMatchObject([{ section: "2-tickets", row: 2 }]);
});

test("trying again reads a source that failed, and the redaction goes with its ticket", async () => {
  const first = await exportTickets(desk([rows.slice(0, 1)], { fails: true }));
  await redact(first, [redaction("2-tickets", { row: 0, pointer: "/subject" })]);
  const { exportId } = await requestExport({ ...first, actor: await makeMerchant(), retryOf: first.exportId });
  const target = { storeId: first.storeId, exportId };
  await buildExport(target, new AbortController().signal, [recordsSource, desk([[...rows].reverse()])]);
  expect((await ticketsOf(target)).map(({ id }) => id)).toEqual(["2", "1"]);
  const made = await prisma().redaction.findMany({ where: { exportId } });
  expect(made.map(({ row, pointer }) => [row, pointer])).toEqual([[1, "/subject"]]);
  expect((await findExport(target))?.sections).toContainEqual({ section: "2-tickets", rows: 2, failure: null });
});

test("another store's export has no such sections to read by", async () => {
  const target = await exportTickets(desk([rows]));
  expect((await readSectionTable(target)).own.map(({ name }) => name)).toEqual(["2-tickets"]);
  const { storeId } = await makeStoreWithCustomer();
  expect((await readSectionTable({ ...target, storeId })).own).toEqual([]);
  expect((await readRequestTable(target)).own.map(({ name }) => name)).toEqual(["2-tickets"]);
  expect((await readRequestTable({ ...target, storeId })).own).toEqual([]);
});
