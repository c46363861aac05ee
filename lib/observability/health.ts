import { setTimeout as wait } from "node:timers/promises";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { isStopping } from "./lifecycle";

/** The health of this process. */
interface Health {
  /** Anything but "ok" means: send requests to another process. */
  status: "ok" | "unavailable" | "stopping";
  database: "ok" | "unreachable";
  /** Whether this process also runs jobs. */
  worker: "on" | "off";
}

/** How long the database may take to answer a probe. */
const TIMEOUT_MS = 5000;

/** Checks the database, and whether this process is about to stop. */
export async function readHealth(): Promise<Health> {
  const worker = env().worker ? "on" : "off";
  const database = await pingDatabase();
  const status = isStopping() ? "stopping" : database === "ok" ? "ok" : "unavailable";
  return { status, database, worker };
}

async function pingDatabase(): Promise<Health["database"]> {
  const answered = new AbortController();
  try {
    const ping = database()
      .query("SELECT 1")
      .then(() => "ok" as const);
    return await Promise.race([
      ping,
      wait(TIMEOUT_MS, "unreachable" as const, { signal: answered.signal, ref: false }),
    ]);
  } catch {
    return "unreachable";
  } finally {
    answered.abort();
  }
}
