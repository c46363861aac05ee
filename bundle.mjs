// Bundles the server with its worker, and the admin program, into build/, so that a start reads a few files and transpiles none.
// A build leaves the pieces of the one before, by their hashed names: a process that still runs may yet load one.
import { build } from "esbuild";

await build({
  entryPoints: ["server.ts", "admin.ts"],
  outdir: "build",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node24",
  sourcemap: true,
  logLevel: "warning",
  // Packages written for require() find Node's own by it.
  banner: { js: 'import{createRequire as requireFrom}from"node:module";const require=requireFrom(import.meta.url);' },
  // What Next's bundles share with the server, what holds native code, and what is chosen by NODE_ENV.
  external: [
    ...["next", "react", "react-dom", "pg", "pg-boss", "pino", "prom-client", "pglite-prisma-adapter"],
    ...["@prisma/*", "@electric-sql/*", "@node-rs/*", "@opentelemetry/*"],
  ],
});
