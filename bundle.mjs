// Bundles the server with its worker, and the admin program, into build/, so that a start reads a few files and transpiles none.
// Chunks of earlier builds, which have hashed names, stay: a process that is still running may yet load one.
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
  // CommonJS packages in the bundle require Node's own modules through it.
  banner: { js: 'import{createRequire as requireFrom}from"node:module";const require=requireFrom(import.meta.url);' },
  // What Next's bundles share with the server, contains native code, or depends on NODE_ENV.
  external: [
    ...["next", "react", "react-dom", "pg", "pg-boss", "pino", "prom-client", "pglite-prisma-adapter"],
    ...["@prisma/*", "@electric-sql/*", "@node-rs/*", "@opentelemetry/*"],
  ],
});
