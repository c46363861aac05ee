import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { keepActionIdsStable } from "./lib/env";

keepActionIdsStable();

const withNextIntl = createNextIntlPlugin("./app/request-locale.ts");

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` does, once.
  typescript: { ignoreBuildErrors: true },
  // What docker/assemble.ts builds the image from.
  output: "standalone",
  // server.ts loads them once for the whole process.
  serverExternalPackages: ["@electric-sql/pglite", "pg-boss", "pino", "@node-rs/argon2", "prom-client"],
  // Otherwise Next takes a lockfile in a parent folder for the root, and the ids of actions, which depend on their path
  // from it, differ between builds of the same sources in different places.
  turbopack: { root: import.meta.dirname },
  // Until the release after this one: pages of the release before it redirect stale forms there.
  redirects: async () => [{ source: "/renewed", destination: "/updated", permanent: false }],
  // No page uses it, and it would decode any picture of ours for anyone: it answers 404.
  images: { unoptimized: true },
  experimental: {
    // A page's code is loaded on its first visit: a start waits for none, and a process holds only what it serves.
    preloadEntriesOnStart: false,
    // A store's logo is the largest upload. lib/server/action-guard.ts has the same limit.
    serverActions: { bodySizeLimit: "1mb" },
  },
};

export default withNextIntl(config);
