import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isNearHost } from "./near-host";

/** How this process was started. `demo` and `dev` serve the demo pages and keep e-mails as files. */
export type Mode = "demo" | "dev" | "start" | "admin" | "test";

/** The configuration of this process, as `.env.example` explains it. */
export interface Env {
  mode: Mode;
  port: number;
  /** PostgreSQL; without it the database is embedded in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  /** Origin that e-mails link to, without a slash at the end. */
  appUrl: string;
  /** Each 32 bytes; the first writes, all read. */
  authSecrets: Buffer[];
  encryptionKeys: Buffer[];
  smtpUrl: string | undefined;
  mailFrom: string;
  worker: boolean;
  trustedProxies: number;
  demoPassword: string | undefined;
  /** What whoever reads `/api/metrics` must send; without it nobody can. */
  metricsToken: string | undefined;
  /** A collector of OpenTelemetry; without it there are no traces. */
  otlpEndpoint: string | undefined;
  /** Of the traces, those that are sent. */
  traceRatio: number;
  /** Asked to end, how long it goes on taking requests while it says that it is not ready. */
  shutdownDelaySeconds: number;
  /** After that, how long requests and jobs under way may take. */
  shutdownSeconds: number;
}

/** A variable that is missing or malformed. Its message is the one line to show. */
export class EnvError extends Error {}

const shared = globalThis as typeof globalThis & { dossierEnv?: Env };

/** The configuration that `loadEnv` read. Next's bundles and the server around them share it. */
export function env(): Env {
  if (!shared.dossierEnv) throw new Error("loadEnv() has not run in this process");
  return shared.dossierEnv;
}

/**
 * Reads and checks the environment, once, before anything else is loaded.
 * @throws EnvError with one line that names the variable and what it must be.
 */
export function loadEnv(mode: Mode, source: Record<string, string | undefined> = process.env): Env {
  const values = readVariables(source);
  const served = mode === "demo" || mode === "dev";
  const start = mode === "start";
  const databaseUrl = values.DATABASE_URL;
  const dataDir = path.resolve(values.DATA_DIR);
  const appUrl = values.APP_URL ?? `http://localhost:${values.PORT}`;
  if (start) {
    demand(values.APP_URL, "APP_URL", "the address that e-mails link to, such as https://privacy.example.com");
    demand(values.SMTP_URL, "SMTP_URL", "where e-mails go, such as smtps://user:password@mail.example.com:465");
    demand(values.MAIL_FROM, "MAIL_FROM", "the sender's address, such as Dossier <privacy@example.com>");
    if (databaseUrl) {
      demand(values.AUTH_SECRET, "AUTH_SECRET", `32 bytes in base64, such as the output of "openssl rand -base64 32"`);
      demand(
        values.ENCRYPTION_KEY,
        "ENCRYPTION_KEY",
        `32 bytes in base64, such as the output of "openssl rand -base64 32"`,
      );
    }
  }
  // Commands of the admin program that need no key run without any, so that a production database
  // can be reached from a machine that holds none.
  const made = served || mode === "test" || !databaseUrl ? madeSecrets(dataDir) : undefined;
  const loaded: Env = {
    mode,
    port: values.PORT,
    databaseUrl,
    dataDir,
    appUrl,
    authSecrets: values.AUTH_SECRET ?? made?.authSecret ?? [],
    encryptionKeys: values.ENCRYPTION_KEY ?? made?.encryptionKey ?? [],
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? "Dossier <dossier@localhost.example>",
    worker: values.WORKER === "on",
    trustedProxies: values.TRUSTED_PROXIES,
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
    // One for all processes and builds; the build's own is no secret (next.config.ts).
    ...(loaded.authSecrets[0] && { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionKey(loaded.authSecrets[0]) }),
  });
  shared.dossierEnv = loaded;
  return loaded;
}

/** What Next encrypts values with that an action closes over. */
function actionKey(secret: Buffer): string {
  return Buffer.from(hkdfSync("sha256", secret, "", "server actions", 32)).toString("base64");
}

/**
 * Gives every build the same key, of which Next makes the names of actions: a page that an older build wrote
 * finds its actions in a newer one. It protects nothing; `loadEnv` sets the one that does.
 */
export function nameActionsAlike(): void {
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= Buffer.alloc(32, "dossier").toString("base64");
}

/**
 * Hands Next the configuration of the build, as its own standalone server does: it is not made again from
 * next.config.ts, which the image does not hold.
 */
export function takeBuiltConfiguration(): void {
  const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8")) as { config: unknown };
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

function demand(value: unknown, name: string, what: string) {
  if (value === undefined) throw new EnvError(`${name} is missing: it must be ${what}.`);
}

const secrets = z
  .string()
  .transform((text) => text.split(",").map((part) => Buffer.from(part.trim(), "base64")))
  .refine((keys) => keys.every((key) => key.length === 32), {
    error: "32 bytes in base64, or several such separated by commas",
  });

const variables = z.object({
  PORT: z.coerce
    .number({ error: "a port number from 1 to 65535" })
    .int()
    .min(1)
    .max(65535, { error: "a port number from 1 to 65535" })
    .default(3000),
  DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
      error: "a PostgreSQL address, such as postgresql://user:password@localhost:5432/dossier",
    })
    // A server elsewhere must not be reached in clear by an oversight.
    .refine((text) => !URL.canParse(text) || isNearHost(new URL(text).hostname) || /[?&]sslmode=/.test(text), {
      error: "an address that says how its server is reached, such as …/dossier?sslmode=verify-full",
    })
    .optional(),
  DATA_DIR: z.string().default(".data"),
  APP_URL: z
    .string()
    .refine((text) => /^https?:\/\/[^/?#\s]+\/?$/.test(text) && URL.canParse(text), {
      error: "an http or https address without a path, such as https://privacy.example.com",
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  AUTH_SECRET: secrets.optional(),
  ENCRYPTION_KEY: secrets.optional(),
  SMTP_URL: z
    .string()
    .refine((text) => /^smtps?:\/\//.test(text) && URL.canParse(text), {
      error: "an SMTP address, such as smtps://user:password@mail.example.com:465",
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .refine((text) => /^(?:[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/.test(text), {
      error: "an e-mail address, such as Dossier <privacy@example.com>",
    })
    .optional(),
  WORKER: z.enum(["on", "off"], { error: `"on" or "off"` }).default("on"),
  TRUSTED_PROXIES: z.coerce
    .number({ error: "a whole number from 0 to 10" })
    .int({ error: "a whole number from 0 to 10" })
    .min(0, { error: "a whole number from 0 to 10" })
    .max(10, { error: "a whole number from 0 to 10" })
    .default(0),
  DEMO_PASSWORD: z.string().min(8, { error: "at least 8 characters" }).optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, { error: "at least 16 letters, digits or signs without spaces" })
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
      error: "the http or https address of a collector, such as http://collector:4318",
    })
    .optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: "a number from 0 to 1" })
    .min(0, { error: "a number from 0 to 1" })
    .max(1, { error: "a number from 0 to 1" })
    .default(1),
  SHUTDOWN_DELAY_SECONDS: seconds(0, 120).default(0),
  SHUTDOWN_SECONDS: seconds(1, 3600).default(25),
});

function seconds(least: number, most: number) {
  const error = `a whole number of seconds from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

function readVariables(source: Record<string, string | undefined>): z.infer<typeof variables> {
  const names = Object.keys(variables.shape);
  // An empty value is a missing one: compose files and shells leave such behind.
  const given = Object.fromEntries(names.map((name) => [name, source[name]?.trim() || undefined]));
  const parsed = variables.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EnvError(`${String(issue?.path[0])} is malformed: it must be ${issue?.message}.`);
}

/** Secrets made once for a deployment with an embedded database, readable by its user alone. */
function madeSecrets(dataDir: string) {
  const file = path.join(dataDir, "secrets.json");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const fresh = () => randomBytes(32).toString("base64");
    const made = { authSecret: fresh(), encryptionKey: fresh() };
    try {
      writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Another process that starts at the same moment made them first: read its.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  const read = z
    .object({ authSecret: secrets, encryptionKey: secrets })
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
