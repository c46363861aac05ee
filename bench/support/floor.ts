import { build } from "esbuild";
import { type App, startApp } from "@/test/harness/app";

const BUNDLE = "bench/baseline/build/server.mjs";

/** Bundles the bare app of `bench/baseline` as `npm run build` does the server, and starts it on an empty database of its own. Needs `next build bench/baseline`. */
export async function startFloor(databaseUrl: string): Promise<App> {
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
