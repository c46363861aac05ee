import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { isStopping } from "@/lib/observability/lifecycle";

const socketsOf = new WeakMap<Server, Set<Socket>>();

/** Counts the server's sockets, those that it hands over after an upgrade too, which Node itself forgets. */
export function countSockets(server: Server): void {
  const sockets = new Set<Socket>();
  socketsOf.set(server, sockets);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
}

/**
 * Accepts no new connection and waits for the answers in progress. Connections that browsers and proxies keep open
 * for their next request are closed once they are idle; after `timeoutSeconds` every socket is destroyed.
 */
export async function drainServer(server: Server, timeoutSeconds: number): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of socketsOf.get(server) ?? []) socket.destroy();
  }, timeoutSeconds * 1000);
  await new Promise((done) => {
    server.close(done);
    server.closeIdleConnections();
  });
  clearTimeout(timer);
}

/** Once this process is stopping, closes the connection with this answer, so that its client opens the next one elsewhere. */
export function closeWhenStopping(server: Server, response: ServerResponse): void {
  if (isStopping()) response.setHeader("Connection", "close");
  // An answer that began earlier has promised to keep its connection open.
  else response.once("close", () => isStopping() && setImmediate(() => server.closeIdleConnections()));
}
