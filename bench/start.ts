import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "@/test/harness/free-port";
import { startPostgres } from "@/test/harness/postgres";
import { startSmtp } from "@/test/harness/smtp";
import { createStores } from "@/test/harness/stores";
import { startFloor } from "./support/floor";
import { makeGuests } from "./support/guests";
import { load, median } from "./support/load";

/**
 * `npm start` to the first page on a migrated database, npm's own start included, and the server's resident memory: idle, and after
 * guests have asked for `LOAD_SECONDS`. On PostgreSQL, with the worker. Beside it, for information, the bare app's start. Needs `npm run build`.
 */
const ROUNDS = 3;
const IDLE_SECONDS = 15;
const LOAD_SECONDS = 20;

const postgres = await startPostgres();
const smtp = await startSmtp();
const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-bench-"));
try {
  const keys = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")] as const;
  const rounds: { firstPageMs: number; idleMb: number; loadedMb: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Its own in each round: the guests of one before would have left jobs that the start begins with.
    const databaseUrl = await postgres.createDatabase(`start${round}`);
    // Migrates, and compiles what later starts read.
    await measure(databaseUrl, keys, "/api/health/ready", async () => {});
    const stores = await createStores(databaseUrl, 200);
    const page = `/s/${stores[0]?.slug}`;
    let idleMb = 0;
    let loadedMb = 0;
    const firstPageMs = await measure(databaseUrl, keys, page, async (origin, pid) => {
      await wait(IDLE_SECONDS * 1000);
      idleMb = residentMb(pid);
      const guests = await makeGuests(origin, stores);
      await load({
        origin,
        connections: 8,
        seconds: LOAD_SECONDS,
        next: () => guests.next("fetch"),
        isAccepted: (status, body) => status === 200 && body.includes("check your inbox"),
      });
      loadedMb = residentMb(pid);
    });
    rounds.push({ firstPageMs, idleMb, loadedMb });
  }
  const middle = (of: (round: (typeof rounds)[number]) => number) => median(rounds.map(of));
  const result = {
    firstPageMs: middle((round) => round.firstPageMs),
    bareFirstPageMs: await startBare(await postgres.createDatabase("floor")),
    idleMb: middle((round) => round.idleMb),
    loadedMb: middle((round) => round.loadedMb),
    rounds,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await smtp.close();
  postgres.remove();
  rmSync(dataDir, { recursive: true, force: true });
}

/** @returns the median milliseconds from the start of the bare app, without npm, to its first page. */
async function startBare(databaseUrl: string): Promise<number> {
  const elapsedMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    const floor = await startFloor(databaseUrl);
    elapsedMs.push(Math.round(performance.now() - startedAt));
    await floor.kill();
  }
  return median(elapsedMs);
}

/** Starts the server as an operator does. @returns the milliseconds until a page was there. */
async function measure(
  databaseUrl: string,
  [AUTH_SECRET, ENCRYPTION_KEY]: readonly [string, string],
  page: string,
  then: (origin: string, pid: number) => Promise<void>,
): Promise<number> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = {
    ...{
      PATH: process.env.PATH,
      HOME: dataDir,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      AUTH_SECRET,
      ENCRYPTION_KEY,
    },
    ...{ APP_URL: origin, PORT: String(port), SMTP_URL: smtp.url, MAIL_FROM: "dossier@shop.example" },
    ...{ TRUSTED_PROXIES: "1", NODE_ENV: "production" as const },
  };
  const startedAt = performance.now();
  // A group of its own, to end npm and all that it started.
  const npm = spawn("npm", ["start"], { stdio: ["ignore", "ignore", "inherit"], detached: true, env });
  try {
    await firstAnswer(npm, origin + page);
    const elapsedMs = Math.round(performance.now() - startedAt);
    await then(origin, serverOf(npm.pid ?? 0));
    return elapsedMs;
  } finally {
    const ended = new Promise((done) => npm.once("exit", done));
    if (npm.exitCode === null) {
      process.kill(-(npm.pid ?? 0), "SIGTERM");
      await ended;
    }
  }
}

async function firstAnswer(npm: ChildProcess, address: string): Promise<void> {
  for (let attempt = 0; attempt < 10_000 && npm.exitCode === null; attempt++) {
    const response = await fetch(address).catch(() => undefined);
    if (response && !response.ok) throw new Error(`${address} answered ${response.status}`);
    if (response) return void (await response.arrayBuffer());
    await wait(5);
  }
  throw new Error("npm start did not serve");
}

/** npm starts a shell, and that the server: the last of the line. */
function serverOf(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return child ? serverOf(Number(child)) : pid;
}

function residentMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
