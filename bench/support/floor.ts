import { type App, startApp } from "@/rig/app";

/** Starts the bare app of `bench/floor` on an empty database of its own. Needs `next build bench/floor`. */
export async function startFloor(databaseUrl: string): Promise<App> {
  return await startApp({ databaseUrl, env: { WORKER: "off" }, entry: "bench/floor/server.ts", readyPath: "/dynamic" });
}
