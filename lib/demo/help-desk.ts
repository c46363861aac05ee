import { existsSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { prisma } from "@/lib/database";
import { allowPrivateSource, env } from "@/lib/env";
import type { MerchantActor } from "@/lib/event/event-types";
import { logger } from "@/lib/logger";
import { findConnections } from "@/lib/source/connection/connection";
import { checkConnection, connect } from "@/lib/source/connection/manage-connections";
import { confirmOwnText, readOwnTexts } from "@/lib/source/own-texts";
import { webServiceCredentials } from "@/lib/source/web-service/sign";

const HOST = "127.0.0.1";
const PATH = "/help-desk";
const SERVER = path.resolve("integrations/web-service/server.mjs");
const PEOPLE = path.resolve("prisma/demo/help-desk.json");
const TRIES = 50;
const PAUSE_MS = 100;

/**
 * Runs the sample web service as the demo's help desk, in a thread of this process, so that it ends with it, on a free port
 * of the loopback address: the one private address that the demo reaches. The demo store is connected to it at the first
 * start; later ones only say the new port, and nothing where its owner has disconnected it. Not where ALLOW_PRIVATE_SOURCES
 * names hosts: then those alone may be reached.
 * @param owner who connects it and confirms what its tickets are used for.
 */
export async function openHelpDesk(slug: string, owner: MerchantActor): Promise<void> {
  if (env().allowedPrivateSources.length > 0 || !existsSync(SERVER)) return;
  const { id: storeId } = await prisma().store.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  const ofDesk = { storeId, address: { startsWith: `http://${HOST}:`, endsWith: PATH } };
  const known = await prisma().connection.findFirst({ where: ofDesk, select: { number: true, state: true } });
  if (known?.state === "disconnected") return;
  const port = await findPort();
  allowPrivateSource(`${HOST}:${port}`);
  const address = `http://${HOST}:${port}${PATH}`;
  const { number, secret } = known
    ? { number: known.number, secret: await readSecret(storeId, known.number) }
    : await connectDesk(storeId, address, owner);
  const worker = new Worker(SERVER, {
    env: { SECRET: secret, PORT: String(port), PEOPLE: pathToFileURL(PEOPLE).href },
  });
  worker.on("error", (error) => logger.error({ err: error }, "the demo's help desk has ended"));
  worker.unref();
  await prisma().connection.updateMany({
    where: { storeId, number },
    data: { address, state: "healthy", failures: 0, retryAt: null },
  });
  await waitFor(port);
  if (known) return;
  await checkConnection({ storeId, number });
  for (const { key, texts } of await readOwnTexts(storeId)) await confirmOwnText({ storeId, key, texts, actor: owner });
}

async function connectDesk(storeId: string, address: string, actor: MerchantActor) {
  const made = await connect({ storeId, kind: "web_service", name: "Help desk", typed: { address }, actor });
  if (made.failure || !made.issued) throw new Error("the demo's help desk could not be connected");
  return { number: made.number, secret: made.issued };
}

async function readSecret(storeId: string, number: number): Promise<string> {
  const connection = (await findConnections(storeId)).find((one) => one.number === number);
  return webServiceCredentials.parse(connection?.readCredentials()).secret;
}

/** A port that nobody listens on. */
async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, HOST, done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (!address || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

/** Until the port is listened on, a few seconds at most. */
async function waitFor(port: number): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const isOpen = await new Promise<boolean>((done) => {
      const socket = createConnection({ port, host: HOST }, () => done(true)).once("error", () => done(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
  logger.error({ port }, "the demo's help desk does not answer");
}
