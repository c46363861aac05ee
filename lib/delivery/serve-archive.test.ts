import { createHash } from "node:crypto";
import { createServer, get as httpGet, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { prisma } from "@/lib/database";
import { expireExports } from "@/lib/export/expire-exports";
import { logger } from "@/lib/logger";
import { restoreContentLength } from "@/lib/server/restore-content-length";
import { askCode, makeDelivery, readDelivery, type TestDelivery, tryCode } from "@/test/factories/delivery";
import { makeStore } from "@/test/factories/store";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { accessCookie } from "./delivery-access";
import { revokeDelivery } from "./end-delivery";
import { endDeliveriesOf } from "./expire-deliveries";
import { serveArchive } from "./serve-archive";

withTestDatabase();

// The archive's route without Next around it, behind a server of Node's own.
let server: Server;
beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    restoreContentLength(outgoing);
    const [, storeId = "", deliveryId = ""] = (incoming.url ?? "").split("/");
    const cookie = new RegExp(`${accessCookie(deliveryId)}=([^;]*)`).exec(incoming.headers.cookie ?? "")?.[1];
    const request = new Request("http://localhost/", {
      method: incoming.method ?? "GET",
      headers: incoming.headers as Record<string, string>,
    });
    const answer = await serveArchive({ storeId, deliveryId, cookie, request });
    if (!(answer instanceof Response)) return outgoing.writeHead(303, { Location: answer }).end();
    outgoing.setHeaders(answer.headers);
    outgoing.writeHead(answer.status);
    if (!answer.body) return outgoing.end();
    await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), outgoing).catch(() => {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => void server.close());

/** A browser that has entered the code. */
async function open(live: TestDelivery) {
  const { token } = await tryCode(live, await askCode(live));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${live.storeId}/${live.deliveryId}`;
  const cookie = `${accessCookie(live.deliveryId)}=${token}`;
  const ask = (headers: Record<string, string> = {}, method = "GET") =>
    fetch(url, { method, headers: { cookie, ...headers }, redirect: "manual" });
  const bytes = async (headers: Record<string, string> = {}) => Buffer.from(await (await ask(headers)).arrayBuffer());
  return { url, cookie, ask, bytes };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("a whole download has its headers, counts once, and closes the request as answered", async () => {
  const live = await makeDelivery();
  const browser = await open(live);
  const answer = await browser.ask();
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/zip");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="dossier-DR-[\w-]+\.zip"$/);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("accept-ranges")).toBe("bytes");
  expect(answer.headers.get("etag")).toBe(`"${live.exportId}"`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.headers.get("content-length")).toBe(String(bytes.length));
  await expect.poll(async () => (await readDelivery(live)).request.state).toBe("answered");
  const { delivery, request, types, events } = await readDelivery(live);
  expect(delivery).toMatchObject({ state: "live", downloads: 1 });
  expect(delivery.deliveredAt).toBeInstanceOf(Date);
  expect(request.closedAt).toBeInstanceOf(Date);
  expect(types.slice(-3)).toEqual(["delivery_opened", "delivery_downloaded", "request_answered"]);
  expect(events.at(-1)?.actorKind).toBe("customer");

  await sendAll(live.storeId);
  const [mail] = (await mailsTo(live.email)).filter(({ subject }) => subject.includes("answered"));
  expect(mail?.text).toMatch(
    /You have downloaded your data\. You can download it again with the same link until .+ UTC/,
  );

  // The same cookie again costs nothing more, and closes nothing twice.
  expect(sha256(await browser.bytes())).toBe(sha256(bytes));
  expect((await readDelivery(live)).delivery.downloads).toBe(1);
  expect((await readDelivery(live)).types.filter((type) => type === "request_answered")).toHaveLength(1);
});

test("three downloads, one per access; a fourth is refused, and no further code is sent", async () => {
  const live = await makeDelivery();
  for (let i = 0; i < 3; i++) expect((await (await open(live)).bytes()).length).toBeGreaterThan(200_000);
  expect((await readDelivery(live)).delivery.downloads).toBe(3);
  expect(await outcome(askCode(live))).toBe("downloadsUsedUp");
});

test("of four accesses that start at once, three download", async () => {
  const live = await makeDelivery();
  const browsers = [];
  for (let i = 0; i < 4; i++) browsers.push(await open(live));
  const answers = await Promise.all(browsers.map(({ ask }) => ask()));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 303]);
  expect(answers.find(({ status }) => status === 303)?.headers.get("location")).toBe("over");
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  expect((await readDelivery(live)).delivery.downloads).toBe(3);
});

test("HEAD counts nothing and has the same headers", async () => {
  const live = await makeDelivery();
  const browser = await open(live);
  const head = await browser.ask({}, "HEAD");
  expect(head.status).toBe(200);
  expect((await readDelivery(live)).delivery.downloads).toBe(0);
  expect((await readDelivery(live)).types).not.toContain("delivery_downloaded");
  expect(head.headers.get("content-length")).toBe(String((await browser.bytes()).length));
});

test("ranges are answered to the byte and add up to the whole; those of one access are one download", async () => {
  const live = await makeDelivery({}, 3);
  const browser = await open(live);
  const whole = await browser.bytes();
  const size = whole.length;
  const cuts = [0, 1, 29, 30, 39, 262_144, 262_183, 262_184, 524_400, size - 100, size - 22, size - 1, size];
  const parts: Buffer[] = [];
  for (const [index, first] of cuts.slice(0, -1).entries()) {
    const last = (cuts[index + 1] ?? 0) - 1;
    const answer = await browser.ask({ range: `bytes=${first}-${last}` });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-range")).toBe(`bytes ${first}-${last}/${size}`);
    parts.push(Buffer.from(await answer.arrayBuffer()));
    expect(parts.at(-1)?.length).toBe(last - first + 1);
  }
  expect(sha256(Buffer.concat(parts))).toBe(sha256(whole));
  expect(await browser.bytes({ range: "bytes=-5" })).toEqual(whole.subarray(size - 5));
  expect(await browser.bytes({ range: `bytes=${size - 7}-${size + 1000}` })).toEqual(whole.subarray(size - 7));
  expect((await readDelivery(live)).delivery.downloads).toBe(1);
});

test("If-Range resumes only the same archive, and odd ranges get the whole or 416", async () => {
  const live = await makeDelivery();
  const browser = await open(live);
  const size = Number((await browser.ask({}, "HEAD")).headers.get("content-length"));
  const statusOf = async (headers: Record<string, string>) => {
    const answer = await browser.ask(headers);
    await answer.arrayBuffer();
    return answer.status;
  };
  const unsatisfiable = await browser.ask({ range: `bytes=${size}-` });
  expect(unsatisfiable.status).toBe(416);
  expect(unsatisfiable.headers.get("content-range")).toBe(`bytes */${size}`);
  expect((await readDelivery(live)).delivery.downloads).toBe(0);
  expect(await statusOf({ range: "bytes=10-", "if-range": `"${live.exportId}"` })).toBe(206);
  expect(await statusOf({ range: "bytes=10-", "if-range": `W/"${live.exportId}"` })).toBe(200);
  expect(await statusOf({ range: "bytes=10-", "if-range": '"another"' })).toBe(200);
  expect(await statusOf({ range: "bytes=10-", "if-range": new Date().toUTCString() })).toBe(200);
  for (const odd of ["bytes=5-2", "bytes=a-b", "rows=1-2", "bytes=0-1,4-5", "bytes=-"])
    expect(await statusOf({ range: odd })).toBe(200);
  expect(await statusOf({ range: "bytes=-0" })).toBe(416);
});

/** Reads the first bytes and waits: what follows stays in the server until it is asked for. */
async function begin(browser: { url: string; cookie: string }) {
  const answer = await new Promise<IncomingMessage>((done, fail) => {
    httpGet(browser.url, { headers: { cookie: browser.cookie } }, done).on("error", fail);
  });
  const first = await new Promise<Buffer>((done) => answer.once("data", done));
  answer.pause();
  return { answer, first };
}

/** The rest of an answer, and whether it came whole. */
async function rest({ answer, first }: { answer: IncomingMessage; first: Buffer }) {
  const pieces = [first];
  try {
    for await (const piece of answer) pieces.push(piece);
  } catch {
    // cut off
  }
  return { bytes: Buffer.concat(pieces), whole: answer.complete };
}

test("an interrupted download is not a delivery; resumed it is, and costs no second download", async () => {
  const live = await makeDelivery({}, 40);
  const browser = await open(live);
  const { answer, first } = await begin(browser);
  const size = Number(answer.headers["content-length"]);
  answer.destroy();
  const sent = async () =>
    (await prisma().deliveryAccess.findFirstOrThrow({ where: { deliveryId: live.deliveryId } })).bytesSent;
  await expect.poll(sent).toBeGreaterThan(0n);
  expect((await readDelivery(live)).delivery).toMatchObject({ downloads: 1, deliveredAt: null });
  // The last byte alone is none either.
  expect((await browser.bytes({ range: "bytes=-1" })).length).toBe(1);
  await expect.poll(sent).toBeGreaterThan(1n);
  expect((await readDelivery(live)).request.state).toBe("open");

  const resumed = await browser.bytes({ range: `bytes=${first.length}-`, "if-range": String(answer.headers.etag) });
  expect(first.length + resumed.length).toBe(size);
  expect(sha256(Buffer.concat([first, resumed]))).toBe(sha256(await browser.bytes()));
  await expect.poll(async () => (await readDelivery(live)).request.state).toBe("answered");
  expect((await readDelivery(live)).delivery.downloads).toBe(1);
});

test("a revoked delivery serves nothing, and a download in progress breaks off, even for a slow reader", async () => {
  const before = await makeDelivery();
  const refused = await open(before);
  await revokeDelivery(before);
  expect((await refused.ask()).status).toBe(303);

  const during = await makeDelivery({}, 40);
  const begun = await begin(await open(during));
  await revokeDelivery(during);
  const [info, failure] = [vi.spyOn(logger, "info"), vi.spyOn(logger, "error")];
  const { bytes, whole } = await rest(begun);
  const { deliveryId } = during;
  // Who reads may hear of it before it is logged.
  const line = [{ deliveryId }, "download broken off: the delivery has ended"];
  await vi.waitFor(() => expect(info.mock.calls).toEqual([line]));
  expect(failure).not.toHaveBeenCalled();
  expect(whole).toBe(false);
  expect(bytes.length).toBeLessThan(Number(begun.answer.headers["content-length"]));
  expect((await readDelivery(during)).delivery).toMatchObject({ state: "revoked", deliveredAt: null });
});

test("a download breaks off when its link expires", async () => {
  const live = await makeDelivery({}, 40);
  const begun = await begin(await open(live));
  await prisma().delivery.updateMany({ where: { id: live.deliveryId }, data: { expiresAt: new Date() } });
  expect((await rest(begun)).whole).toBe(false);
});

test("when an export's bytes are deleted, its delivery ends, and no chunk is left", async () => {
  const live = await makeDelivery();
  const browser = await open(live);
  const end = new Date(Date.now() + 8 * 24 * 3600 * 1000);
  expect(await expireExports(end, endDeliveriesOf)).toBeGreaterThan(0);
  expect((await readDelivery(live)).delivery.state).toBe("expired");
  expect(await prisma().exportChunk.count({ where: { storeId: live.storeId } })).toBe(0);
  expect((await browser.ask()).status).toBe(303);
  const { types } = await readDelivery(live);
  expect(types.slice(-2)).toEqual(["delivery_expired", "export_expired"]);
});

test("the export is kept as long as the link: the clean-up does not delete it earlier", async () => {
  const live = await makeDelivery();
  const { expiresAt } = await prisma().export.findFirstOrThrow({ where: { id: live.exportId } });
  expect(expiresAt).toEqual((await readDelivery(live)).delivery.expiresAt);
  expect(await expireExports(new Date(Date.now() + 6 * 24 * 3600 * 1000))).toBe(0);
});

test("without a cookie, or with a wrong one, another delivery's, an expired one or another store's address, the answer is the same redirect", async () => {
  const [live, other] = [await makeDelivery(), await makeDelivery()];
  const [browser, stranger] = [await open(live), await open(other)];
  const { id: otherStore } = await makeStore();
  const name = accessCookie(live.deliveryId);
  const theirs = stranger.cookie.split("=")[1];
  const answers = [
    await browser.ask({ cookie: "" }),
    await browser.ask({ cookie: `${name}=${"x".repeat(43)}` }),
    await browser.ask({ cookie: `${name}=${theirs}` }),
    await fetch(browser.url.replace(live.storeId, otherStore), {
      headers: { cookie: browser.cookie },
      redirect: "manual",
    }),
    await fetch(browser.url.replace(live.deliveryId, "none"), {
      headers: { cookie: browser.cookie },
      redirect: "manual",
    }),
  ];
  await prisma().deliveryAccess.updateMany({ where: { deliveryId: live.deliveryId }, data: { expiresAt: new Date() } });
  answers.push(await browser.ask());
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(303));
  expect((await readDelivery(live)).delivery.downloads).toBe(0);
});
