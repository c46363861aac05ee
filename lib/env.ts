import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { inDataFolder } from "./data-folder";
import { EnvError, keyList, readVariables } from "./env-variables";

/** How this process was started. `demo` and `dev` serve the demo pages and keep emails as files. */
export type Mode = "demo" | "dev" | "start" | "admin" | "test";

/** The configuration of this process, as `.env.example` explains it. */
export interface Env {
  mode: Mode;
  port: number;
  /** PostgreSQL; without it the database is embedded in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  /** Origin that emails link to, without a trailing slash. */
  appUrl: string;
  /** Each 32 bytes; the first writes, all read. */
  authSecrets: Buffer[];
  encryptionKeys: Buffer[];
  smtpUrl: string | undefined;
  mailFrom: string;
  worker: boolean;
  trustedProxies: number;
  /** Hosts with their ports in private networks that connections may reach; without TLS too. */
  allowedPrivateSources: string[];
  demoPassword: string | undefined;
  /** The bearer token for `/api/metrics`; without it nobody can read that. */
  metricsToken: string | undefined;
  /** An OpenTelemetry collector; without it there are no traces. */
  otlpEndpoint: string | undefined;
  /** The share of traces that is sent. */
  traceRatio: number;
  /** After SIGTERM, how long the process keeps accepting requests while it reports that it is not ready. */
  shutdownDelaySeconds: number;
  /** After that, how long requests and jobs in progress may take. */
  shutdownSeconds: number;
}

const shared = globalThis as typeof globalThis & { dossierEnv?: Env };

/** The configuration that `loadEnv` read. Next's bundles and the server around them share it. */
export function env(): Env {
  if (!shared.dossierEnv) throw new Error("loadEnv() has not run in this process");
  return shared.dossierEnv;
}

/** Lets connections reach one more host with its port in a private network: the demo's own help desk. */
export function allowPrivateSource(host: string): void {
  env().allowedPrivateSources.push(host);
}

/**
 * Reads and checks the environment, once, before anything else is loaded.
 * @throws EnvError with one line that names the variable and what it must be; OperatorError where DATA_DIR cannot be used.
 */
export function loadEnv(mode: Mode, source: Record<string, string | undefined> = process.env): Env {
  const values = readVariables(source);
  const databaseUrl = values.DATABASE_URL;
  const dataDir = path.resolve(values.DATA_DIR);
  const appUrl = values.APP_URL ?? `http://localhost:${values.PORT}`;
  if (mode === "start") requireForProduction(values);
  // Admin commands that need no key run without any, so that a production database can be
  // administered from a machine that holds none.
  const hasOwnSecrets = mode === "demo" || mode === "dev" || mode === "test" || !databaseUrl;
  const stored = hasOwnSecrets ? inDataFolder(dataDir, () => readStoredSecrets(dataDir)) : undefined;
  const loaded: Env = {
    mode,
    port: values.PORT,
    databaseUrl,
    dataDir,
    appUrl,
    authSecrets: values.AUTH_SECRET ?? stored?.authSecret ?? [],
    encryptionKeys: values.ENCRYPTION_KEY ?? stored?.encryptionKey ?? [],
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? "Dossier <dossier@localhost.example>",
    worker: values.WORKER === "on",
    trustedProxies: values.TRUSTED_PROXIES,
    allowedPrivateSources: values.ALLOW_PRIVATE_SOURCES.filter((host) => host !== undefined),
    demoPassword: values.DEMO_PASSWORD,
    metricsToken: values.METRICS_TOKEN,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    traceRatio: values.OTEL_TRACES_SAMPLER_ARG,
    shutdownDelaySeconds: values.SHUTDOWN_DELAY_SECONDS,
    shutdownSeconds: values.SHUTDOWN_SECONDS,
  };
  // What libraries read from the environment themselves.
  Object.assign(process.env, {
    NODE_ENV: mode === "dev" ? "development" : mode === "test" ? "test" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_URL: appUrl,
    // The same for all processes and builds; the key of the build itself is no secret (next.config.ts).
    ...(loaded.authSecrets[0] && { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionKey(loaded.authSecrets[0]) }),
  });
  shared.dossierEnv = loaded;
  return loaded;
}

function requireForProduction(values: ReturnType<typeof readVariables>): void {
  const key = `32 bytes in base64, such as the output of "openssl rand -base64 32"`;
  const required = {
    APP_URL: "the address that emails link to, such as https://privacy.example.com",
    SMTP_URL: "where emails go, such as smtps://user:password@mail.example.com:465",
    MAIL_FROM: "the sender's address, such as Dossier <privacy@example.com>",
    ...(values.DATABASE_URL && { AUTH_SECRET: key, ENCRYPTION_KEY: key }),
  };
  for (const [name, what] of Object.entries(required))
    if (values[name as keyof typeof required] === undefined)
      throw new EnvError(`${name} is missing: it must be ${what}.`);
}

/** The key with which Next encrypts values that an action closes over. */
function actionKey(secret: Buffer): string {
  return Buffer.from(hkdfSync("sha256", secret, "", "server actions", 32)).toString("base64");
}

/**
 * Gives every build the same key, from which Next derives the ids of actions: a page that an older build rendered
 * finds its actions in a newer one. It protects nothing; `loadEnv` sets the one that does.
 */
export function keepActionIdsStable(): void {
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= Buffer.alloc(32, "dossier").toString("base64");
}

/**
 * Passes the build's configuration to Next, as its own standalone server does: next.config.ts, which the image
 * does not contain, is not evaluated again.
 */
export function applyBuiltConfiguration(): void {
  const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8")) as { config: unknown };
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/** Secrets that a deployment with an embedded database generates once, readable by its user alone. */
function readStoredSecrets(dataDir: string) {
  const file = path.join(dataDir, "secrets.json");
  if (!existsSync(file)) {
    const randomKey = () => randomBytes(32).toString("base64");
    const secrets = { authSecret: randomKey(), encryptionKey: randomKey() };
    // Linked only when it is whole and on the disk: a full disk or a kill must not leave a file that stops every start.
    const draft = `${file}.${randomBytes(8).toString("hex")}`;
    try {
      writeFileSync(draft, JSON.stringify(secrets), { mode: 0o600, flush: true });
      linkSync(draft, file);
    } catch (error) {
      // Another process that starts at the same moment wrote them first: read those.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  const read = z
    .object({ authSecret: keyList, encryptionKey: keyList })
    .safeParse(parseJson(readFileSync(file, "utf8")));
  if (!read.success)
    throw new EnvError(
      `${file} is malformed: its authSecret and encryptionKey must each be 32 bytes in base64, or several such separated by commas.`,
    );
  return read.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
