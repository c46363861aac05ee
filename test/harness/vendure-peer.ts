import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Answers where the real Vendure is and a key to it, as JSON, and starts it for whoever asks first. */
    vendurePeer: string;
  }
}

const FOLDER = "e2e/peers/vendure";

/** One Vendure a run, whichever of its processes ask for it, and none where nobody does: it takes seconds to start. */
export default async function setup({ provide }: TestProject) {
  let peer: ChildProcess | undefined;
  let ready: Promise<string> | undefined;
  const server = createServer((_request, response) => {
    ready ??= start((started) => {
      peer = started;
    });
    ready.then(
      (line) => response.end(line),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  provide("vendurePeer", `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return () => {
    peer?.kill();
    server.closeAllConnections();
    server.close();
  };
}

/** @returns the one line that the server writes once it is seeded. */
async function start(started: (peer: ChildProcess) => void): Promise<string> {
  if (!existsSync(`${FOLDER}/node_modules/@vendure/core`))
    throw new Error(`no Vendure to test against: npm ci --prefix ${FOLDER}`);
  // Nothing of this process's environment, which names databases.
  const env = { PATH: process.env.PATH, NODE_ENV: "test" } as const;
  const peer = spawn(process.execPath, ["server.mjs"], { cwd: FOLDER, env, stdio: ["ignore", "pipe", "inherit"] });
  started(peer);
  return await new Promise((resolve, reject) => {
    peer.once("exit", (code) => reject(new Error(`Vendure ended with ${code}`)));
    createInterface({ input: peer.stdout }).on("line", (line) => {
      if (line.startsWith("{")) resolve(line);
    });
  });
}
