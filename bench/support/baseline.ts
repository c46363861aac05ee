import { build } from "esbuild";
import { type App, startApp } from "@/test/harness/app";

const BUNDLE = "bench/baseline/build/server.mjs";

/** Bundles the bare app of `bench/baseline` like the server and starts it on an empty database. Needs `next build bench/baseline`. */
export async function startBaseline(databaseUrl: string): Promise<App> {
  await build({
    entryPoints: ["bench/baseline/server.ts"],
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
  });
  return await startApp({ databaseUrl, env: { WORKER: "off" }, entry: BUNDLE, readyPath: "/dynamic" });
}
