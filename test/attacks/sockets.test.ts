import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { makeStore } from "@/test/factories/store";
import { MAX_SLOWDOWN, measureOthers } from "./others";
import { startOwnApp } from "./own-app";

// Sockets that ask for another protocol were handed over and forgotten: 300 stayed open for 452 s, and one of them made
// the end of the process take 32 s and fail.
const SOCKETS = 300;

const app = await startOwnApp("sockets");
const { slug } = await makeStore();

test("sockets that ask for an upgrade are refused and closed, and hold nobody up", async () => {
  let sockets: Socket[] = [];
  const slowdown = await measureOthers(app.origin, `/s/${slug}`, async (over) => {
    sockets = Array.from({ length: SOCKETS }, () => upgrade(app.port));
    await new Promise((done) => over.addEventListener("abort", done));
  });
  await expect.poll(() => sockets.filter(({ closed }) => !closed).length, { timeout: 5000 }).toBe(0);
  expect(slowdown).toBeLessThan(MAX_SLOWDOWN);
});

test("with such a socket the process still ends soon and well", async () => {
  const another = await app.startAnother();
  const socket = upgrade(another.port);
  await new Promise((done) => socket.once("close", done));
  upgrade(another.port);
  const start = performance.now();
  expect(await another.terminate()).toBe(0);
  expect(performance.now() - start).toBeLessThan(10_000);
});

function upgrade(port: number): Socket {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  socket.resume();
  socket.write(
    `GET /s/${slug} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  return socket;
}
