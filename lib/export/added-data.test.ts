import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { eraseCustomer, previewErasure } from "@/lib/erasure/erase-customer";
import { answerRequest } from "@/lib/request/close-request";
import { enterRequest } from "@/lib/request/enter-request";
import { eraseRecords } from "@/lib/request/erase-records";
import { addText } from "@/lib/upload/add-text";
import { listAdded, removeAddedItem } from "@/lib/upload/added-items";
import { addFile, makeOpenRequest, PDF } from "@/test/factories/added";
import { makeCustomer } from "@/test/factories/customer";
import { readCopy, redact, redaction } from "@/test/factories/redaction";
import { makeLink } from "@/test/factories/request";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { requestExport } from "./request-export";

withTestDatabase();

const HELPDESK = "Help <desk> \u202eأ";

async function build({ storeId, requestId, actor }: Awaited<ReturnType<typeof makeOpenRequest>>) {
  const { exportId } = await requestExport({ storeId, requestId, actor });
  await buildExport({ storeId, exportId }, new AbortController().signal);
  return { storeId, exportId, requestId };
}

/** A request with a text and two files of one name. */
async function filled() {
  const target = await makeOpenRequest();
  await addText({ ...target, system: HELPDESK, asOf: "2026-03-02", text: "Ticket 1: <b>late</b>" });
  await addFile(target, "invoice.pdf", PDF, { system: "Invoices" });
  await addFile(target, "invoice.csv", "=1+1\n", { system: "Invoices" });
  return target;
}

test("what was added is a section of the archive in every format, its files with their hashes", async () => {
  const target = await filled();
  const files = await readArchive(await build(target));
  const data = dataOf(files);
  expect(schemaErrors(files)).toBeNull();
  const [text, pdf, csv] = data.added;
  expect(text).toMatchObject({ system: HELPDESK, asOf: "2026-03-02", text: "Ticket 1: <b>late</b>", file: null });
  expect(pdf).toMatchObject({ system: "Invoices", text: null, file: "files/1-invoice.pdf", fileType: "pdf" });
  expect(csv).toMatchObject({ file: "files/2-invoice.csv", fileType: "csv", sizeBytes: 5 });
  expect(fileOf(files, "files/1-invoice.pdf")).toBe(PDF.toString());
  expect(fileOf(files, "files/2-invoice.csv")).toBe("=1+1\n");
  expect(data.sources).toContainEqual({ source: "added-by-hand", section: "added", rows: 3, failure: null });
  const manifest = JSON.parse(fileOf(files, "manifest.json"));
  const listed = manifest.files.find(({ path }: { path: string }) => path === pdf.file);
  expect(listed).toEqual({ path: pdf.file, sizeBytes: PDF.length, sha256: pdf.sha256 });
  expect(pdf.sha256).toBe(createHash("sha256").update(PDF).digest("hex"));
  expect(fileOf(files, "csv/added.csv").split("\r\n")[2]).toContain("Invoices,2026-03-01,,files/1-invoice.pdf,pdf");
  const index = fileOf(files, "index.html");
  expect(index).toContain("<caption><bdi>Help &lt;desk&gt; أ</bdi></caption>");
  expect(index).toContain(`<a href="files/1-invoice.pdf">1-invoice.pdf</a>`);
  expect(index).toContain(`<time datetime="2026-03-02">March 2, 2026</time>`);
  expect(index).toContain("From other systems");
  expect(index).toContain("Each entry names its system.");
});

test("an archive of a request without such data does not mention the section", async () => {
  const files = await readArchive(await build(await makeOpenRequest()));
  expect(schemaErrors(files)).toBeNull();
  expect(dataOf(files).added).toBeUndefined();
  expect(Object.keys(files).filter((path) => /added|files/.test(path))).toEqual([]);
  expect(fileOf(files, "index.html")).not.toContain("From other systems");
});

test("a withheld file is in no file of the reviewed copy, and what is not withheld is the same bytes", async () => {
  const original = await build(await filled());
  const [text, whole] = [redaction("added", { row: 0, pointer: "/text" }), redaction("added", { row: 1 })];
  const files = await readCopy(original, text, whole);
  expect(schemaErrors(files)).toBeNull();
  expect(Object.keys(files).filter((path) => path.startsWith("files/"))).toEqual(["files/2-invoice.csv"]);
  expect(fileOf(files, "files/2-invoice.csv")).toBe("=1+1\n");
  const all = Object.values(files).join("\n");
  expect(all).not.toContain("Ticket 1");
  expect(all).not.toContain("invoice.pdf");
  const none = await readCopy(await build(await filled()), redaction("added"));
  expect(dataOf(none).added).toBe("[redacted: another person’s data]");
  expect(Object.keys(none).filter((path) => path.startsWith("files/"))).toEqual([]);
});

test("with one press a later export holds what was added since, and keeps what was redacted", async () => {
  const target = await filled();
  const first = await build(target);
  await redact(first, [redaction("added", { row: 1, pointer: "/file" })]);
  const [text] = await listAdded(target);
  await removeAddedItem({ ...target, itemId: text?.id ?? "" });
  await addFile(target, "later.txt", "Later");
  const second = await build(target);
  const data = dataOf(await readArchive(second));
  expect(data.added.map(({ file }: { file: string }) => file)).toEqual([
    ...["files/1-invoice.pdf", "files/2-invoice.csv", "files/3-later.txt"],
  ]);
  expect(
    await prisma().redaction.findMany({ where: { exportId: second.exportId }, select: { row: true, pointer: true } }),
  ).toEqual([{ row: 0, pointer: "/file" }]);
});

test("a request of somebody whom no system knows is answered with what was added to it", async () => {
  const { storeId, actor } = await makeOpenRequest();
  const receivedOn = new Date().toLocaleDateString("sv", { timeZone: "Europe/Berlin" });
  const { requestId } = await enterRequest({
    ...{ storeId, actor, type: "export", receivedOn, channel: "letter", name: "Ada Byron" },
  });
  const target = { storeId, requestId, actor };
  expect(await outcome(requestExport(target))).toBe("nothingToExport");
  await addText({ ...target, system: "Ledger", asOf: "2026-03-02", text: "Paid" });
  const data = dataOf(await readArchive(await build(target)));
  expect(data).toMatchObject({ customer: { name: "Ada Byron", email: null }, profile: [], added: [{ text: "Paid" }] });
});

test("a text is limited in number and not of a day to come, and nothing is added to a closed request", async () => {
  const target = await makeOpenRequest();
  const text = { ...target, system: "Ledger", asOf: "2026-03-02", text: "Paid" };
  expect(await outcome(addText({ ...text, asOf: "2999-01-01" }))).toBe("asOfInFuture");
  const outcomes = await Promise.all(Array.from({ length: 21 }, () => outcome(addText(text))));
  expect(outcomes.sort()).toEqual([...Array.from({ length: 20 }, () => "done"), "tooManyTexts"]);
  await answerRequest({ ...target, answer: "other" }, async () => {});
  expect(await outcome(addText(text))).toBe("alreadyClosed");
});

const held = async (storeId: string) => [
  await prisma().addedItem.count({ where: { storeId } }),
  await prisma().exportChunk.count({ where: { storeId } }),
];

test("what was added goes with its customer, and else with the records of its request", async () => {
  for (const erases of [true, false]) {
    const target = await makeOpenRequest();
    const { storeId, requestId, actor } = target;
    const { id: customerId } = await makeCustomer(storeId);
    await makeLink(storeId, requestId, customerId);
    await addFile(target, "a.pdf", PDF);
    await answerRequest({ ...target, answer: "other" }, async () => {});
    expect(await held(storeId)).toEqual([1, 1]);
    if (erases) {
      expect(await previewErasure({ storeId, customerId })).toMatchObject({ added: 1 });
      await eraseCustomer({ storeId, customerId, actor });
    } else {
      await prisma().request.updateMany({ where: { storeId, id: requestId }, data: { closedAt: new Date(0) } });
      await eraseRecords();
    }
    expect(await held(storeId)).toEqual([0, 0]);
  }
});
