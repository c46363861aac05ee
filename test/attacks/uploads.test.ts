import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { startUpload } from "@/lib/upload/start-upload";
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
