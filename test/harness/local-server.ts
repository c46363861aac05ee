import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { env } from "@/lib/env";

const open: Server[] = [];

/** Starts an HTTP server on a free port of a loopback address. @returns its port, and the requests that came. */
export async function listen(answer: RequestListener, address = "127.0.0.1", port = 0) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return { port: (server.address() as AddressInfo).port, requests };
}

/** Stops every server that `listen` started. */
export async function stopListening(): Promise<void> {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Lets connections reach hosts in private networks, as ALLOW_PRIVATE_SOURCES does, until the next call. */
export function allowPrivateSources(...hosts: string[]): void {
  env().allowedPrivateSources = hosts;
}
