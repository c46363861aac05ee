import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { prisma } from "@/lib/database";
import { logger } from "@/lib/logger";
import { makeOrder } from "@/test/factories/customer";
import { makeCustomerExport } from "@/test/factories/export";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { tablesWith } from "@/test/harness/tables-with";
import { withTestDatabase } from "@/test/harness/test-database";
import { createDelivery } from "./create-delivery";
import { markAsSent, revokeDelivery } from "./end-delivery";
import { openPasswordZip } from "./open-password-zip";
import { createZipPassword, isZipPassword, makeZipPassword } from "./zip-password";

withTestDatabase();
vi.setConfig({ testTimeout: 60_000 });

let made: Awaited<ReturnType<typeof exportOnce>> | undefined;

/** An export that is some chunks long: nothing of it deflates. */
async function exportOnce() {
  const note = randomBytes(2_500_000).toString("base64");
  const target = await makeCustomerExport({}, (storeId, customerId) => makeOrder(storeId, { customerId, note }));
  return { ...target, actor: await makeMerchant() };
}

/** A live delivery as a password zip. */
async function delivered() {
  made ??= await exportOnce();
  const { storeId, requestId, actor } = made;
  await prisma().delivery.deleteMany({ where: { storeId, requestId } });
  const { deliveryId, state } = await createDelivery({
    ...{ storeId, requestId, actor, method: "password_zip", identityCheck: "knows_orders" },
  });
  expect(state).toBe("live");
  return { ...made, deliveryId };
}

async function save(stream: ReadableStream<Uint8Array>): Promise<string> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "zip-")), "a.zip");
  writeFileSync(file, Buffer.from(await new Response(stream).arrayBuffer()));
  return file;
}

test("7z opens the zip with the password, and its files are the export's to the byte", async () => {
  const target = await delivered();
  const password = await makeZipPassword(target);
  const { stream, fileName } = await openPasswordZip({ ...target, password });
  expect(fileName).toMatch(/^dossier-DR-[2-9A-Z]{4}-[2-9A-Z]{4}-encrypted\.zip$/);
  const zip = await save(stream);
  expect(execFileSync("7z", ["t", `-p${password}`, zip]).toString()).toContain("Everything is Ok");
  const listed = execFileSync("7z", ["l", "-slt", `-p${password}`, zip]).toString();
  const folder = path.join(path.dirname(zip), "out");
  execFileSync("7z", ["x", `-p${password}`, `-o${folder}`, zip]);
  const files = await prisma().exportFile.findMany({ where: { exportId: target.exportId } });
  expect(files.length).toBeGreaterThan(5);
  expect(listed.match(/^Method = AES-256 Deflate$/gm)).toHaveLength(files.length);
  // AE-2: a checksum in clear would confirm a guess of what a file holds.
  expect(listed).not.toMatch(/^CRC = [0-9A-F]+$/m);
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(found.filter((name) => statSync(path.join(folder, name)).isFile()).sort()).toEqual(
    files.map((file) => file.path).sort(),
  );
  for (const file of files) {
    const bytes = readFileSync(path.join(folder, file.path));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(file.sha256);
  }
});

test("7z does not open it with any other password", async () => {
  const target = await delivered();
  const zip = await save((await openPasswordZip({ ...target, password: await makeZipPassword(target) })).stream);
  for (const password of ["-pwrong", `-p${createZipPassword()}`, "-p"])
    expect(spawnSync("7z", ["t", password, zip], { input: "" }).status).not.toBe(0);
});

test("the password is stored nowhere, and each download is an event", async () => {
  const target = await delivered();
  const password = await makeZipPassword(target);
  const other = await makeZipPassword(target);
  expect(other).not.toBe(password);
  for (const sent of [password, other]) await save((await openPasswordZip({ ...target, password: sent })).stream);
  for (const text of [password, password.replaceAll("-", " "), other]) expect(await tablesWith(text)).toEqual([]);
  const { requestId, deliveryId, actor } = target;
  const data = { path: ["deliveryId"], equals: deliveryId };
  const events = await prisma().event.findMany({ where: { requestId, type: "delivery_downloaded", data } });
  expect(events.map((event) => [event.actorId, event.data])).toEqual(Array(2).fill([actor.id, { deliveryId }]));
});

test("six words of the list are a password, and nothing else is", () => {
  for (let round = 0; round < 1000; round++) expect(isZipPassword(createZipPassword())).toBe(true);
  const [first, second, ...rest] = createZipPassword().split("-");
  for (const text of [
    "",
    "secret",
    [second, ...rest].join("-"),
    [first, second, second, ...rest].join("-"),
    [first, "", ...rest].join("-"),
    [first, "Dossier", ...rest].join("-"),
    [first, second, ...rest].join(" "),
  ])
    expect(isZipPassword(text)).toBe(false);
});

test("a weak password, another store and a delivery by another method get no zip", async () => {
  const target = await delivered();
  const password = createZipPassword();
  expect(await outcome(openPasswordZip({ ...target, password: "letmein" }))).toBe("invalid");
  const { id: other } = await makeStore();
  expect(await outcome(openPasswordZip({ ...target, storeId: other, password }))).toBe("deliveryOver");
  expect(await outcome(openPasswordZip({ ...target, deliveryId: "x", password }))).toBe("deliveryOver");
  expect(await outcome(makeZipPassword({ ...target, storeId: other }))).toBe("forbidden");
  await prisma().delivery.updateMany({ where: { id: target.deliveryId }, data: { method: "link" } });
  expect(await outcome(openPasswordZip({ ...target, password }))).toBe("deliveryOver");
  expect(await outcome(makeZipPassword(target))).toBe("invalid");
});

test("a delivery that is revoked has no zip, and one that is being downloaded breaks off", async () => {
  const target = await delivered();
  const password = await makeZipPassword(target);
  const { stream } = await openPasswordZip({ ...target, password });
  const reader = stream.getReader();
  await reader.read();
  await revokeDelivery(target);
  const [info, failure] = [vi.spyOn(logger, "info"), vi.spyOn(logger, "error")];
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toMatchObject({ name: "AbortError", message: "the download has ended" });
  const { deliveryId } = target;
  // Who reads may hear of it before it is logged.
  const line = [{ deliveryId }, "download broken off: the delivery has ended"];
  await vi.waitFor(() => expect(info.mock.calls).toEqual([line]));
  expect(failure).not.toHaveBeenCalled();
  expect(await outcome(openPasswordZip({ ...target, password }))).toBe("deliveryOver");
  expect(await outcome(makeZipPassword(target))).toBe("deliveryOver");
});

test("marked as sent, it is completed and the request is answered", async () => {
  const target = await delivered();
  await markAsSent(target);
  const { state, deliveredAt, request } = await prisma().delivery.findFirstOrThrow({
    where: { id: target.deliveryId },
    select: { state: true, deliveredAt: true, request: { select: { state: true, closedAt: true } } },
  });
  expect([state, request.state]).toEqual(["completed", "answered"]);
  expect(deliveredAt).toBeInstanceOf(Date);
  expect(request.closedAt).toBeInstanceOf(Date);
  expect(await outcome(makeZipPassword(target))).toBe("deliveryOver");
});
