import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { limitBody } from "./limit-body";
import { prepareTakeOver } from "./take-over";

const limits = { bodySeconds: 0.2, upload: { windowSeconds: 0.1, bytes: 1000 } };
let isReading = true;
const server = createServer((request, response) => {
  limitBody(request, prepareTakeOver(response), { isUpload: request.url === "/upload", limits });
  request.on("end", () => response.end("taken"));
  if (isReading) request.resume();
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => void server.close());

/** Sends a body in pieces of `bytes`, 50 ms apart. @returns the server's answer, once the connection is closed. */
async function send(path: string, pieces: number, bytes: number, claimed = pieces * bytes): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => {});
  let answer = "";
  socket.setEncoding("utf8").on("data", (text) => {
    answer += text;
  });
  const closed = new Promise((done) => socket.once("close", done));
  socket.write(`POST ${path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: ${claimed}\r\n\r\n`);
  for (let piece = 0; piece < pieces && !socket.destroyed; piece++) {
    await pause(50);
    socket.write(Buffer.alloc(bytes));
  }
  await closed;
  return answer;
}

test("a form that has not arrived in time is answered 408, and its connection closed", async () => {
  expect(await send("/form", 2, 10)).toMatch(/^HTTP\/1\.1 200 /);
  expect(await send("/form", 1, 10, 1000)).toMatch(/^HTTP\/1\.1 408 /);
  // However steadily it comes.
  expect(await send("/form", 20, 2000)).toMatch(/^HTTP\/1\.1 408 /);
});

test("an upload may last as long as enough of it keeps arriving", async () => {
  expect(await send("/upload", 12, 2000)).toMatch(/^HTTP\/1\.1 200 /);
  expect(await send("/upload", 20, 50)).toMatch(/^HTTP\/1\.1 408 /);
  expect(await send("/upload", 3, 2000, 1_000_000)).toMatch(/^HTTP\/1\.1 408 /);
});

test("an upload that the route is slow to read is not the client's fault", async () => {
  isReading = false;
  const answered = send("/upload", 1, 500_000, 1_000_000);
  expect(await Promise.race([answered, pause(500, "waiting")])).toBe("waiting");
  server.closeAllConnections();
  await answered;
  isReading = true;
});
