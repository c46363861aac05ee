import type { AddressInfo } from "node:net";
import { createHttpServer } from "@/lib/server/http-server";

type Handler = (request: Request) => Promise<Response>;

/**
 * Serves route handlers behind the app's own HTTP server, as Next does: their requests are what that server lets through.
 * @param routes by "METHOD /path".
 * @returns its origin, and what stops it.
 */
export async function serveRoutes(
  routes: Record<string, Handler>,
): Promise<{ origin: string; stop: () => Promise<void> }> {
  const server = createHttpServer(async (incoming, response) => {
    const { method = "", url = "", headers } = incoming;
    const handle = routes[`${method} ${url.split("?")[0]}`];
    if (!handle) return response.writeHead(404).end();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const body = method === "POST" ? Buffer.concat(chunks) : null;
    const answer = await handle(new Request(`http://localhost${url}`, { method, headers: given, body }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
