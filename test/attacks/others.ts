import { setTimeout as pause } from "node:timers/promises";
import { median } from "@/test/harness/statistics";
import { sendRaw } from "./raw-client";

/** How long each attack lasts. */
export const ATTACK_SECONDS = Number(process.env.ATTACK_SECONDS ?? 60);

/** How much longer others may wait while an attack is under way. */
export const MAX_SLOWDOWN = 3;

/** What counts as an idle page's time at least: seconds on a busy machine measure no finer. */
const MIN_IDLE_MS = ATTACK_SECONDS < 60 ? 20 : 0;

/**
 * Measures how long other visitors wait for a page, before an attack and, as long, during it.
 * @param attack goes on until its signal is aborted. @param warmUpSeconds of visits before: the first ones load and
 * compile. @returns how many times the median before is that during it.
 */
export async function measureOthers(
  origin: string,
  path: string,
  attack: (signal: AbortSignal) => Promise<unknown>,
  warmUpSeconds = 0.5,
): Promise<number> {
  await visit(origin, path, 20, warmUpSeconds);
  const idle = await visit(origin, path, 20, ATTACK_SECONDS);
  const over = new AbortController();
  const attacked = attack(over.signal);
  const during = await visit(origin, path, 20, ATTACK_SECONDS);
  over.abort();
  await attacked;
  process.stdout.write(
    `others wait for ${path}: median ${idle.toFixed(1)} ms idle, ${during.toFixed(1)} ms attacked\n`,
  );
  return during / Math.max(idle, MIN_IDLE_MS);
}

/** Visits a page, one visit after another. */
async function visit(origin: string, path: string, pauseMs: number, seconds: number): Promise<number> {
  const times: number[] = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(pauseMs)) {
    const headers = { "x-forwarded-for": `203.0.113.${1 + (times.length % 250)}` };
    const { status, milliseconds } = await sendRaw(origin, { method: "GET", path, headers });
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    times.push(milliseconds);
  }
  return median(times);
}
