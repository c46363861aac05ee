import type { Server, ServerResponse } from "node:http";
import { isStopping } from "@/lib/observability/lifecycle";

/**
 * Accepts no new connection and waits for the answers in progress. Connections that browsers and proxies keep open
 * for their next request are closed once they are idle; after `timeoutSeconds` the others are closed as well.
 */
export async function drainServer(server: Server, timeoutSeconds: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), timeoutSeconds * 1000);
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
