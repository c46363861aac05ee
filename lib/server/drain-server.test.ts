import { once } from "node:events";
import { Agent, get, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { beginStopping } from "@/lib/observability/lifecycle";
import { drainServer } from "./drain-server";
import { createHttpServer } from "./http-server";

const shared = globalThis as typeof globalThis & { dossierStopping?: boolean };
afterEach(() => {
  delete shared.dossierStopping;
});

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server = createHttpServer(handle);
  // No connection closes by itself while a test runs.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const answerTo = (url: string, agent: Agent) =>
  new Promise<IncomingMessage>((done, fail) => get(url, { agent }, done).on("error", fail));

const connectionsOf = (server: Server) =>
  new Promise<number>((done, fail) => server.getConnections((error, count) => (error ? fail(error) : done(count))));

test("a download and an upload in progress finish, idle connections close, and no new one is accepted", async () => {
  let finish = () => {};
  const { server, origin } = await listen(async (incoming, response) => {
    if (incoming.method === "POST") return response.end(await text(incoming));
    if (incoming.url === "/idle") return response.end("idle");
    response.write("first half, ");
    finish = () => response.end("second half");
  });
  const agent = new Agent({ keepAlive: true });
  const download = await answerTo(`${origin}/download`, agent);
  const upload = request(origin, { method: "POST", agent, headers: { origin: "http://localhost:3000" } });
  upload.write("begun, ");
  await text(await answerTo(`${origin}/idle`, agent));
  await expect.poll(() => connectionsOf(server)).toBe(3);

  beginStopping();
  const drained = drainServer(server, 60);
  await expect.poll(() => connectionsOf(server)).toBe(2);
  await expect(fetch(`${origin}/idle`)).rejects.toThrow();
  const uploaded = new Promise<IncomingMessage>((done) => upload.once("response", done));
  upload.end("ended");
  finish();
  expect(await text(download)).toBe("first half, second half");
  expect(await text(await uploaded)).toBe("begun, ended");
  await drained;
  agent.destroy();
}, 10_000);

test("while it still accepts requests, it asks each client to connect elsewhere next time", async () => {
  const { server, origin } = await listen((_request, response) => response.end("taken"));
  beginStopping();
  expect((await fetch(origin)).headers.get("connection")).toBe("close");
  server.close();
});

test("what has not finished in time is aborted", async () => {
  const { server, origin } = await listen((_request, response) => response.write("never more"));
  const answer = await answerTo(origin, new Agent());
  beginStopping();
  await drainServer(server, 0.05);
  await expect(text(answer)).rejects.toThrow("aborted");
});

test("a socket that was upgraded is destroyed with the rest", async () => {
  const { server, origin } = await listen((_request, response) => response.end());
  Object.assign(env(), { mode: "dev" });
  try {
    server.on("upgrade", (_request, socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    await once(socket, "data");
    const closed = once(socket, "close");
    beginStopping();
    await drainServer(server, 0.05);
    await closed;
  } finally {
    Object.assign(env(), { mode: "test" });
  }
});
