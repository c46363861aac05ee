import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { appKeys } from "@/test/harness/app";
import { freePort } from "@/test/harness/free-port";
import { isAccepted } from "@/test/harness/guests";
import { startPostgres } from "@/test/harness/postgres";
import { startSmtp } from "@/test/harness/smtp";
import { median } from "@/test/harness/statistics";
import { createStores } from "@/test/harness/stores";
import { makeGuestPosts } from "./support/guest-posts";
import { load } from "./support/load";
import { residentMb } from "./support/resident-mb";

/**
 * `npm start` to the first page on a migrated PostgreSQL database, npm's own start included, and the server's resident
 * memory with its worker: idle, and after guests' load. The median of three rounds. Needs `npm run build`.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const IDLE_SECONDS = 15;
const LOAD_SECONDS = 20;

const postgres = await startPostgres();
const smtp = await startSmtp();
const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-bench-"));
try {
  const rounds: { firstPageMs: number; idleMb: number; loadedMb: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // A new one: jobs that were left by the guests of an earlier round would run first.
    const databaseUrl = await postgres.createDatabase(`start${round}`);
    // Migrates, and fills the caches of compiled code.
    await (await start(databaseUrl, "/api/health/ready")).stop();
    const stores = await createStores(databaseUrl, 200);
    const server = await start(databaseUrl, `/s/${stores[0]?.slug}`);
    await wait(IDLE_SECONDS * 1000);
    const idleMb = residentMb(server.pid);
    const guests = await makeGuestPosts(server.origin, stores);
    const common = { origin: server.origin, connections: 8, seconds: LOAD_SECONDS };
    await load({ ...common, next: () => guests.next("fetch"), isAccepted });
    rounds.push({ firstPageMs: server.firstPageMs, idleMb, loadedMb: residentMb(server.pid) });
    await server.stop();
  }
  const figure = (name: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[name]));
  const figures = { firstPageMs: figure("firstPageMs"), idleMb: figure("idleMb"), loadedMb: figure("loadedMb") };
  process.stdout.write(`${JSON.stringify({ ...figures, rounds })}\n`);
} finally {
  await smtp.close();
  postgres.remove();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Runs `npm start` until a page is there. */
async function start(databaseUrl: string, page: string) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = {
    ...{ PATH: process.env.PATH, HOME: dataDir, DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ...appKeys },
    ...{ APP_URL: origin, PORT: String(port), SMTP_URL: smtp.url, MAIL_FROM: "dossier@shop.example" },
    ...{ TRUSTED_PROXIES: "1", NODE_ENV: "production" as const },
  };
  const startedAt = performance.now();
  // A process group, to end npm and everything it started.
  const npm = spawn("npm", ["start"], { stdio: ["ignore", "ignore", "inherit"], detached: true, env });
  const stop = async () => {
    if (npm.exitCode !== null) return;
    const exited = new Promise((done) => npm.once("exit", done));
    process.kill(-(npm.pid ?? 0), "SIGTERM");
    await exited;
  };
  try {
    await firstAnswer(npm, origin + page);
  } catch (error) {
    await stop();
    throw error;
  }
  const firstPageMs = Math.round(performance.now() - startedAt);
  return { origin, pid: serverOf(npm.pid ?? 0), firstPageMs, stop };
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

/** npm starts a shell, and that starts the server: the last of the chain. */
function serverOf(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return child ? serverOf(Number(child)) : pid;
}
