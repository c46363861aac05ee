import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { env } from "@/lib/env";
import { CLIENT_ADDRESS_HEADER } from "@/lib/http/client-address";
import { logger } from "@/lib/logger";
import { createHttpServer } from "./http-server";

const seen: IncomingMessage[] = [];
const server = createHttpServer((request, response) => {
  seen.push(request);
  response.end("reached");
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => void server.close());
afterEach(() => {
  seen.length = 0;
  Object.assign(env(), { trustedProxies: 0 });
});

const port = () => (server.address() as AddressInfo).port;

/** What the server answers to exactly these bytes until it closes the connection, which the client may keep open. */
async function send(bytes: string, after: "kept open" | "ended" = "ended"): Promise<string> {
  const socket = connect(port(), "127.0.0.1");
  if (after === "ended") socket.end(bytes);
  else socket.write(bytes);
  let answer = "";
  socket.setEncoding("utf8").on("data", (text) => {
    answer += text;
  });
  await once(socket, "close");
  return answer;
}

const get = (headers: Record<string, string>, method = "GET") =>
  fetch(`http://127.0.0.1:${port()}/s/demo`, { method, headers });

test("a client cannot forge a header that a proxy or the server itself writes", async () => {
  await get({
    "x-forwarded-for": "203.0.113.9",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    [CLIENT_ADDRESS_HEADER]: "203.0.113.9",
    "x-nonce": "mine",
    "content-security-policy": "script-src *",
  });
  const headers = seen[0]?.headers ?? {};
  expect(headers[CLIENT_ADDRESS_HEADER]).toBe("127.0.0.1");
  expect(headers["x-forwarded-for"]).toBe("127.0.0.1");
  expect([headers["x-forwarded-host"], headers["x-forwarded-proto"]]).toEqual([undefined, undefined]);
  expect(headers["x-nonce"]).not.toBe("mine");
  expect(headers["content-security-policy"]).toContain("default-src 'self'");
});

test("behind one proxy the address is the one that the proxy saw, whatever precedes it", async () => {
  Object.assign(env(), { trustedProxies: 1 });
  await get({ "x-forwarded-for": "203.0.113.9, 198.51.100.4" });
  expect(seen[0]?.headers[CLIENT_ADDRESS_HEADER]).toBe("198.51.100.4");
});

test("a form from another site is rejected in plain text, and logged without the full address", async () => {
  const warn = vi.spyOn(logger, "warn");
  const answer = await get({ origin: "https://evil.example" }, "POST");
  expect(answer.status).toBe(403);
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(seen).toEqual([]);
  expect(warn).toHaveBeenCalledWith({ security: true, from: "127.0.0.0/24" }, "form of another site refused");
});

test.each([
  ["two lengths", "Content-Length: 3\r\nContent-Length: 30"],
  ["both a length and chunks", "Content-Length: 3\r\nTransfer-Encoding: chunked"],
  ["an unknown encoding", "Transfer-Encoding: xchunked"],
  ["a header folded over two lines", "X-A: b\r\n c: d"],
  ["a space before the colon", "Content-Length : 3"],
])("a request with %s, which a proxy might read differently, is rejected unread", async (_what, header) => {
  const answer = await send(`POST /s/demo HTTP/1.1\r\nHost: here\r\nConnection: close\r\n${header}\r\n\r\n0\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toEqual([]);
});

test.each([
  ["websocket", "Upgrade: websocket\r\nConnection: Upgrade"],
  ["without a protocol", "Connection: keep-alive, Upgrade"],
  ["h2c", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings"],
])("an upgrade (%s) is refused, and its connection closed", async (_what, header) => {
  const answer = await send(`GET /s/demo HTTP/1.1\r\nHost: here\r\n${header}\r\n\r\n`, "kept open");
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain("X-Frame-Options: DENY");
  expect(seen).toEqual([]);
});

test("a form of APP_URL's reaches Next however a proxy has rewritten its Host", async () => {
  const { appUrl } = env();
  Object.assign(env(), { appUrl: "https://privacy.example" });
  try {
    expect((await get({ origin: "https://privacy.example" }, "POST")).status).toBe(200);
    expect(seen[0]?.headers["x-forwarded-host"]).toBe("privacy.example");
    const refused = await get({ origin: "https://other.example" }, "POST");
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("APP_URL")]);
  } finally {
    Object.assign(env(), { appUrl });
  }
});

test("forms hold 4 MB an address: the next is told to come back, and one of another address gets through", async () => {
  Object.assign(env(), { trustedProxies: 1 });
  const held = Array.from({ length: 4 }, () => startForm("203.0.113.9"));
  try {
    await expect.poll(async () => (await postForm("203.0.113.9")).status).toBe(503);
    const refused = await postForm("203.0.113.9");
    expect(refused.headers.get("retry-after")).toBe("60");
    expect((await postForm("203.0.113.10")).status).toBe(400);
  } finally {
    for (const form of held) form.destroy();
  }
  await expect.poll(async () => (await postForm("203.0.113.9")).status).toBe(400);
});

test("forms hold 32 MB in all, from however many addresses", async () => {
  Object.assign(env(), { trustedProxies: 1 });
  const held = Array.from({ length: 32 }, (_, index) => startForm(`198.51.100.${index}`));
  try {
    await expect.poll(async () => (await postForm("203.0.113.9")).status).toBe(503);
  } finally {
    for (const form of held) form.destroy();
  }
  await expect.poll(async () => (await postForm("203.0.113.9")).status).toBe(400);
});

/** Sends the head of a form of 1 MB and the half of it. */
function startForm(address: string): Socket {
  const socket = connect(port(), "127.0.0.1");
  socket.write(
    `POST /s/demo HTTP/1.1\r\nHost: here\r\nX-Forwarded-For: ${address}\r\nContent-Length: ${1024 * 1024}\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n`,
  );
  socket.write(Buffer.alloc(512 * 1024));
  return socket;
}

/** A whole form of some bytes, which is none of ours: 400. */
const postForm = (address: string) =>
  fetch(`http://127.0.0.1:${port()}/s/demo`, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=x", "x-forwarded-for": address },
    body: "short",
  });

test("TRACE is rejected", async () => {
  const answer = await send("TRACE /s/demo HTTP/1.1\r\nHost: here\r\nConnection: close\r\nCookie: a=b\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  expect(answer).not.toContain("a=b");
});
