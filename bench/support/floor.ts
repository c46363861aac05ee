import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { keys } from "@/rig/app";
import { freePort } from "@/rig/free-port";

/** The bare app of `bench/floor`, running. */
export interface Floor {
  origin: string;
  pid: number;
  stop: () => Promise<void>;
}

/** Starts the bare app on an empty database of its own. Needs `next build bench/floor`. */
export async function startFloor(databaseUrl: string): Promise<Floor> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["--import", "tsx", "bench/floor/server.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      ...keys,
      DATABASE_URL: databaseUrl,
      APP_URL: origin,
      PORT: String(port),
      SMTP_URL: "smtp://127.0.0.1:9",
      MAIL_FROM: "floor@bench.example",
      WORKER: "off",
      TRUSTED_PROXIES: "1",
    },
  });
  const exited = new Promise((done) => child.once("exit", done));
  for (let round = 0; ; round++) {
    if ((await fetch(`${origin}/dynamic`).catch(() => undefined))?.ok) break;
    if (child.exitCode !== null || round > 300) throw new Error("the bare app did not start");
    await wait(100);
  }
  return {
    origin,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
