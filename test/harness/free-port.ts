import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A port that nobody listens on now. It lies below those that Linux gives to connections (32768 and more), one of which
 * could take it before a server does.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((done) => {
    server.once("error", () => done(false));
    server.listen(port, () => server.close(() => done(true)));
  });
}
