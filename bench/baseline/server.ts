import { env, loadEnv } from "@/lib/env";

/**
 * A bare Next app of the same versions, behind the same server and over the same database pool as
 * Dossier: what its actions and pages are measured against. Its database has one table, whose shape is
 * that of `sign_in_token`. Needs `next build bench/baseline`.
 */
loadEnv("start");
const { database, openDatabase } = await import("@/lib/database");
const { createHttpServer } = await import("@/lib/server/http-server");
const { default: next } = await import("next");
await openDatabase();
await database().execute(`CREATE TABLE IF NOT EXISTS sign_in_token (
  store_id uuid NOT NULL, token_hash bytea NOT NULL, email text NOT NULL, email_normalized text NOT NULL,
  expires_at timestamptz(3) NOT NULL, used_at timestamptz(3), PRIMARY KEY (store_id, token_hash))`);
const server = createHttpServer((request, response) => handle(request, response));
const app = next({ dir: "bench/baseline", httpServer: server, port: env().port, hostname: "localhost" });
const handle = app.getRequestHandler();
await app.prepare();
server.listen(env().port);
