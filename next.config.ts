import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { nameActionsAlike } from "./lib/env";

nameActionsAlike();

const withNextIntl = createNextIntlPlugin("./app/request-locale.ts");

const config: NextConfig = {
  poweredByHeader: false,
  // What the image is made of: docker/assemble.ts.
  output: "standalone",
  // server.ts opens them once for the whole process.
  serverExternalPackages: ["@electric-sql/pglite", "pg-boss", "pino", "@node-rs/argon2", "prom-client"],
  // Else a lockfile in a folder above would be taken for the root, and actions, which are named by their path from it,
  // would be named otherwise than by a build of the same sources in another place.
  turbopack: { root: import.meta.dirname },
  experimental: {
    // A page's code is loaded when the page is first asked for: a start waits for none, and a process holds what it serves.
    preloadEntriesOnStart: false,
    // A store's logo is the largest thing that a form carries.
    serverActions: { bodySizeLimit: "1mb" },
  },
};

export default withNextIntl(config);
