import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { startUpload } from "@/lib/upload/start-upload";
import { makeRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { addressOf } from "@/test/harness/stores";
import { startOwnApp } from "./own-app";
import { sendRaw } from "./raw-client";

const MEGABYTES = 200;
const MAX_MORE_MB = 120;

const { origin, port, pid, databaseUrl, output } = await startOwnApp("uploads");
const [store, foreign] = [await makeStore(), await makeStore()];
const cookies: Record<string, string> = { nobody: "" };

beforeAll(async () => {
  for (const [who, of, role] of [
    ["owner", store, "owner"],
    ["staff", store, "staff"],
    ["viewer", store, "viewer"],
    ["stranger", foreign, "owner"],
  ] as const) {
    const merchant = await createMerchant(databaseUrl, { store: of, role, email: `${who}@uploads.example` });
    const browser = openBrowser({ origin, address: addressOf(Object.keys(cookies).length) });
    expect((await signInMerchant(browser, merchant)).status).toBe(303);
    cookies[who] = browser.cookieHeader();
  }
});

const open = async () => await startUpload({ storeId: store.id, actor: await makeMerchant(), fileCount: 1 });
const pathOf = (slug: string, importId: string) => `/api/stores/${slug}/imports/${importId}/file?number=0&name=a.csv`;
const holds = async (importId: string) => [
  await prisma().importFile.count({ where: { importId } }),
  await prisma().exportChunk.count({ where: { exportId: importId } }),
];

test.each<[string, string, Record<string, string>, "own" | "foreign", number]>([
  ["without a session", "nobody", {}, "own", 404],
  ["by staff", "staff", {}, "own", 404],
  ["by a viewer", "viewer", {}, "own", 404],
  ["by another store's owner", "stranger", {}, "own", 404],
  ["for another store's import", "stranger", {}, "foreign", 404],
  ["from another site", "owner", { origin: "https://evil.example" }, "own", 403],
  ["from a page without an origin", "owner", { origin: "null" }, "own", 403],
  ["as a form", "owner", { "content-type": "multipart/form-data; boundary=x", "x-number": "2" }, "own", 400],
])("a file that is sent %s is refused, and nothing of it is stored", async (_, who, headers, at, status) => {
  const importId = await open();
  const path = pathOf(at === "own" ? store.slug : foreign.slug, importId).replace(
    "number=0",
    `number=${headers["x-number"] ?? 0}`,
  );
  const sent = { cookie: cookies[who] ?? "", origin, "content-type": "text/csv", ...headers };
  const body = Buffer.from("Email\n".repeat(1000));
  const answer = await sendRaw(origin, {
    ...{ method: "POST", path, body },
    headers: { ...sent, "content-length": String(body.length) },
  });
  expect(answer.status).toBe(status);
  expect(await holds(importId)).toEqual([0, 0]);
});

test.each([
  ["that stops is ended", true],
  ["whose connection is lost is given up", false],
])("a body %s, its import is deleted, and no failure is logged", async (_, waits) => {
  const importId = await open();
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  let answer = "";
  socket.setEncoding("latin1").on("data", (text) => {
    answer += text;
  });
  socket.write(
    `POST ${pathOf(store.slug, importId)} HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${origin}\r\nCookie: ${cookies.owner}\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\n${"a".repeat(20_000)}`,
  );
  await expect.poll(() => holds(importId), { timeout: 5000 }).toEqual([1, 0]);
  if (waits) await expect.poll(() => answer, { timeout: 40_000 }).toMatch(/^HTTP\/1\.1 408 /);
  else socket.destroy();
  await expect
    .poll(() => prisma().import.count({ where: { storeId: store.id, id: importId } }), { timeout: 5000 })
    .toBe(0);
  expect(output()).not.toMatch(/"level":"?(?:error|50)/);
  socket.destroy();
});

test("a file that states more than 500 MB is refused before it arrives", async () => {
  const path = pathOf(store.slug, await open());
  const status = await new Promise((done, fail) => {
    const sent = request(origin + path, {
      method: "POST",
      headers: { cookie: cookies.owner, origin, "content-type": "text/csv", "content-length": "500000001" },
    });
    sent.on("response", (answer) => {
      done(answer.statusCode);
      sent.destroy();
    });
    sent.on("error", fail);
    sent.write("Email\n");
  });
  expect(status).toBe(413);
});

const added = (slug: string, requestId: string, name = "a.pdf") =>
  `/api/stores/${slug}/requests/${requestId}/files?${new URLSearchParams({ name, system: "Helpdesk", asOf: "2026-03-01" })}`;
const holdsAdded = async (requestId: string) => [
  await prisma().addedItem.count({ where: { requestId } }),
  await prisma().exportChunk.count({ where: { storeId: store.id, exportId: { notIn: await importIds() } } }),
];
const importIds = async () => (await prisma().import.findMany({ where: { storeId: store.id } })).map(({ id }) => id);

test.each<[string, string, Record<string, string>, "own" | "foreign", number]>([
  ["without a session", "nobody", {}, "own", 404],
  ["by a viewer", "viewer", {}, "own", 404],
  ["by another store's owner", "stranger", {}, "own", 404],
  ["for another store's request", "stranger", {}, "foreign", 404],
  ["from another site", "staff", { origin: "https://evil.example" }, "own", 403],
  ["from a page without an origin", "staff", { origin: "null" }, "own", 403],
  ["as a form", "staff", { "content-type": "multipart/form-data; boundary=x" }, "own", 400],
  ["with other bytes than its name says", "staff", {}, "own", 400],
])(
  "a file for a request that is sent %s is refused, and nothing of it is stored",
  async (_, who, headers, at, status) => {
    const { id } = await makeRequest(store.id);
    const body = Buffer.from("no PDF\n".repeat(1000));
    const answer = await sendRaw(origin, {
      ...{ method: "POST", path: added(at === "own" ? store.slug : foreign.slug, id), body },
      headers: {
        ...{ cookie: cookies[who] ?? "", origin, "content-type": "application/octet-stream", ...headers },
        "content-length": String(body.length),
      },
    });
    expect(answer.status).toBe(status);
    expect(await holdsAdded(id)).toEqual([0, 0]);
  },
);

test("a file for a request whose connection is lost leaves nothing, and no failure is logged", async () => {
  const { id } = await makeRequest(store.id);
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  socket.write(
    `POST ${added(store.slug, id)} HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${origin}\r\nCookie: ${cookies.staff}\r\nContent-Type: application/pdf\r\nContent-Length: 1000000\r\n\r\n%PDF-1.7${"a".repeat(20_000)}`,
  );
  await expect.poll(() => holdsAdded(id), { timeout: 5000 }).toEqual([1, 0]);
  socket.destroy();
  await expect.poll(() => holdsAdded(id), { timeout: 5000 }).toEqual([0, 0]);
  expect(output()).not.toMatch(/"level":"?(?:error|50)/);
});

test("a file that was added is only saved, by staff of its store alone", async () => {
  const { id } = await makeRequest(store.id);
  const html = Buffer.from("<script>alert(1)</script>");
  const sent = await sendRaw(origin, {
    ...{ method: "POST", path: added(store.slug, id, "page.txt"), body: html },
    headers: { cookie: cookies.staff ?? "", origin, "content-length": String(html.length) },
  });
  expect(sent.status).toBe(204);
  const item = await prisma().addedItem.findFirstOrThrow({ where: { storeId: store.id, requestId: id } });
  const open = async (who: string, slug = store.slug) =>
    await sendRaw(origin, {
      ...{ method: "GET", path: `/api/stores/${slug}/added/${item.id}` },
      headers: { cookie: cookies[who] ?? "" },
    });
  const saved = await open("staff");
  expect(saved.text).toBe(html.toString());
  const headers = saved.headers.map((text) => text.toLowerCase());
  const valuesOf = (name: string) => headers.filter((_, index) => index % 2 === 1 && headers[index - 1] === name);
  expect(valuesOf("content-type")).toEqual(["text/plain; charset=utf-8"]);
  expect(valuesOf("content-disposition")).toEqual([`attachment; filename="page.txt"; filename*=utf-8''page.txt`]);
  expect(valuesOf("x-content-type-options").join()).toContain("nosniff");
  expect(valuesOf("cache-control").join()).toContain("no-store");
  expect(valuesOf("content-security-policy").join()).toContain("sandbox");
  for (const who of ["nobody", "viewer", "stranger"]) expect((await open(who)).status).toBe(404);
  expect((await open("stranger", foreign.slug)).status).toBe(404);
});

test("a large file is never held in memory", async () => {
  const importId = await open();
  const before = residentMb();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentMb());
  }, 100);
  const part = randomBytes(500_000);
  const status = await new Promise((done, fail) => {
    const sent = request(origin + pathOf(store.slug, importId), {
      method: "POST",
      headers: { cookie: cookies.owner, origin, "content-type": "text/csv", "content-length": String(MEGABYTES * 1e6) },
    });
    sent.on("response", (answer) => done(answer.statusCode));
    sent.on("error", fail);
    (async () => {
      for (let bytes = 0; bytes < MEGABYTES * 1e6; bytes += part.length)
        if (!sent.write(part)) await new Promise((drained) => sent.once("drain", drained));
      sent.end();
    })().catch(fail);
  });
  clearInterval(timer);
  process.stdout.write(`${MEGABYTES} MB uploaded: ${before.toFixed(0)} MB before, at most ${most.toFixed(0)} MB\n`);
  expect(status).toBe(204);
  expect((await holds(importId))[1]).toBeGreaterThan(700);
  expect(most - before).toBeLessThan(MAX_MORE_MB);
});

/** The memory of the server's process. */
function residentMb(): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
