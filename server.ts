import type { Server } from "node:http";
import { enableCompileCache, flushCompileCache } from "node:module";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Mode } from "@/lib/env";

// Keeps compiled code for the next start, if the folder is writable. Must precede all other imports.
enableCompileCache("build/compile-cache");
const { env, loadEnv, applyBuiltConfiguration } = await import("@/lib/env");
const { OperatorError } = await import("@/lib/error");
const { explainFailure } = await import("@/lib/start-failure");
const { beginStopping } = await import("@/lib/observability/lifecycle");

// Next listens to failures too, and would keep a process alive that cannot start.
process.once("uncaughtException", failToStart);
process.once("unhandledRejection", failToStart);

// The environment is read before anything else is loaded: React and Next depend on NODE_ENV.
try {
  const mode = process.argv[2];
  if (mode !== "demo" && mode !== "dev" && mode !== "start") throw new OperatorError("usage: server.ts demo|dev|start");
  loadEnv(mode);
  await serve(mode);
  process.off("uncaughtException", failToStart).off("unhandledRejection", failToStart);
} catch (error) {
  failToStart(error);
}

function failToStart(error: unknown): never {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
}

/** Opens the database, applies pending migrations, starts the queue and serves the pages. */
async function serve(mode: Mode) {
  if (env().metricsToken) (await import("@/lib/observability/metrics")).measureProcess();
  const endTracing = await beginTracing();
  const { openDatabase } = await import("@/lib/database");
  const { closeQueue, finishJobs } = await import("@/lib/queue/stop-queue");
  const { applyMigrations } = await import("@/prisma/migrate");
  const database = await openDatabase();
  await applyMigrations(database, env().databaseUrl);
  const { checkKeys } = await import("@/lib/keys/check-keys");
  const missing = await checkKeys();
  if (missing > 0)
    (await import("@/lib/logger")).logger.warn({ secrets: missing }, "secrets are encrypted under missing keys");
  // Next prepares itself while the queue starts, not before: nothing else is printed where the database cannot be used.
  const [{ server, close }] = await Promise.all([servePages(mode), startWork()]);
  endOnSignal(async (delaySeconds) => {
    await Promise.all([wait(delaySeconds * 1000).then(close), finishJobs(env().shutdownSeconds)]);
    await closeQueue();
    await database.close();
    await endTracing();
  });
  if (mode !== "start") {
    const { seedDemo } = await import("@/prisma/seed");
    const { keepDemoPassword } = await import("@/lib/demo/demo-members");
    const seeded = await seedDemo({ password: env().demoPassword });
    keepDemoPassword(seeded.password);
    const { openHelpDesk } = await import("@/lib/demo/help-desk");
    await openHelpDesk(seeded.storeSlug, seeded.owner);
    process.stdout.write(demoAddresses(seeded));
  }
  await listen(server, mode === "start" ? undefined : "127.0.0.1");
  if (mode === "start") await offerFirstRun();
}

/** Prints the one-time link to the first store, as long as there is none. */
async function offerFirstRun() {
  const { createFirstRunLink } = await import("@/lib/merchant/first-run-link");
  const link = await createFirstRunLink();
  if (link)
    process.stdout.write(
      `\nThere is no store yet. Create the first one in your browser, within an hour:\n\n  ${link}\n\n`,
    );
}

/** Starts the queue and, unless WORKER is off, the worker. */
async function startWork() {
  const { startQueue } = await import("@/lib/queue/queue");
  await startQueue();
  if (!env().worker) return;
  const { startWorker } = await import("@/lib/queue/worker");
  const { handlers } = await import("@/lib/worker/handlers");
  await startWorker(handlers);
  const { enqueueNormalization } = await import("@/lib/import/normalize-records.job");
  await enqueueNormalization();
}

/** Loads OpenTelemetry if a collector is configured, before what it instruments. @returns a function that sends the last traces. */
async function beginTracing() {
  const { otlpEndpoint, traceRatio } = env();
  if (!otlpEndpoint) return async () => {};
  const { startTracing } = await import("@/lib/observability/tracing");
  return startTracing(traceRatio);
}

/** Next, behind our HTTP server. */
async function servePages(mode: Mode) {
  if (mode !== "dev") applyBuiltConfiguration();
  const { default: next } = await import("next");
  const { createHttpServer } = await import("@/lib/server/http-server");
  const { drainServer } = await import("@/lib/server/drain-server");
  const server = createHttpServer((request, response) => handle(request, response));
  const app = next({ dev: mode === "dev", httpServer: server, port: env().port, hostname: "localhost" });
  const handle = app.getRequestHandler();
  await app.prepare();
  return {
    server,
    close: async () => {
      await drainServer(server, env().shutdownSeconds);
      await app.close();
    },
  };
}

async function listen(server: Server, host: string | undefined) {
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(env().port, host, done);
  });
  const { logger } = await import("@/lib/logger");
  logger.info({ port: (server.address() as AddressInfo).port }, "listening");
  // By then the first pages have been compiled as well.
  setTimeout(flushCompileCache, 10_000).unref();
}

/**
 * Lets requests and jobs in progress finish. SIGINT, from a keyboard, does not wait for a proxy to notice;
 * a second signal ends the process at once.
 */
function endOnSignal(end: (delaySeconds: number) => Promise<void>) {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      beginStopping();
      const { shutdownDelaySeconds, shutdownSeconds } = env();
      const delaySeconds = signal === "SIGTERM" ? shutdownDelaySeconds : 0;
      const { logger } = await import("@/lib/logger");
      logger.info({ signal, delaySeconds, shutdownSeconds }, "stopping");
      // Whatever neither finishes nor fails, such as a query that is never answered, must not keep the process alive.
      setTimeout(() => process.exit(1), (delaySeconds + shutdownSeconds + 5) * 1000).unref();
      await end(delaySeconds).catch((error) => logger.error({ err: error }, "could not stop cleanly"));
      logger.info("stopped");
      process.exit(0);
    });
  }
}

function demoAddresses({
  storeSlug,
  ownerEmail,
  password,
}: {
  storeSlug: string;
  ownerEmail: string;
  password: string;
}): string {
  const { appUrl, smtpUrl } = env();
  const rows = [
    ["Start here: roles, logins, the story", `${appUrl}/demo`],
    ["The request page", `${appUrl}/s/${storeSlug}`],
    ["The storefront, to sign in as a customer", `${appUrl}/demo/${storeSlug}`],
    ...(smtpUrl ? [] : [["The emails sent", `${appUrl}/mailbox`]]),
    ["The merchant's sign-in", `${appUrl}/sign-in`],
    ["  email", ownerEmail],
    ["  password", password],
    ["The report", `${appUrl}/dashboard/${storeSlug}/requests`],
    ["Customers", `${appUrl}/dashboard/${storeSlug}/customers`],
    ["Settings", `${appUrl}/dashboard/${storeSlug}/settings/data-requests`],
    ["", `${appUrl}/dashboard/${storeSlug}/settings/notifications`],
  ] as const;
  return `\nDossier's demo\n\n${rows.map(([name, value]) => `  ${name.padEnd(42)}${value}`).join("\n")}\n\n`;
}
