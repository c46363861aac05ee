import type { Server, ServerResponse } from "node:http";
import { isStopping } from "@/lib/observability/lifecycle";

/**
 * Takes no new connection, and waits for the answers that are under way. Connections that browsers and proxies keep
 * for their next request are closed as soon as they hold no answer; after `seconds` the others are broken off.
 */
export async function drainServer(server: Server, seconds: number): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), seconds * 1000);
  await new Promise((done) => {
    server.close(done);
    server.closeIdleConnections();
  });
  clearTimeout(late);
}

/** Once this process is about to end, has the connection closed with this answer, so that its client opens the next one elsewhere. */
export function closeWhenStopping(server: Server, response: ServerResponse): void {
  if (isStopping()) response.setHeader("Connection", "close");
  // An answer that began before has promised to keep its connection.
  else response.once("close", () => isStopping() && setImmediate(() => server.closeIdleConnections()));
}
