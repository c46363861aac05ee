import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: ["@electric-sql/pglite", "pg-boss", "pino", "@node-rs/argon2"],
};

export default config;
