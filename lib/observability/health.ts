import { setTimeout as wait } from "node:timers/promises";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { isStopping } from "./lifecycle";

/** How this process is. */
interface Health {
  /** "ok": send it requests. Otherwise send them to another process. */
  status: "ok" | "unavailable" | "stopping";
  database: "ok" | "unreachable";
  /** Whether this process also runs jobs. */
  worker: "on" | "off";
}

/** How long the database may take to answer a probe. */
const PATIENCE_MS = 5000;

/** Asks the database, unless this process is about to end. */
export async function readHealth(): Promise<Health> {
  const worker = env().worker ? "on" : "off";
  const reached = await reachesDatabase();
  if (isStopping()) return { status: "stopping", database: reached, worker };
  return { status: reached === "ok" ? "ok" : "unavailable", database: reached, worker };
}

async function reachesDatabase(): Promise<Health["database"]> {
  const over = new AbortController();
  try {
    const asked = database()
      .query("SELECT 1")
      .then(() => "ok" as const);
    return await Promise.race([asked, wait(PATIENCE_MS, "unreachable" as const, { signal: over.signal, ref: false })]);
  } catch {
    return "unreachable";
  } finally {
    over.abort();
  }
}
