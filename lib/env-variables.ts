import { isIP } from "node:net";
import { z } from "zod";

/** A variable that is missing or malformed. Its message is the one line to show. */
export class EnvError extends Error {}

/**
 * Reads the variables of `.env.example` and fills in their defaults.
 * @throws EnvError with one line that names the first malformed variable and what it must be.
 */
export function readVariables(source: Record<string, string | undefined>): z.infer<typeof variables> {
  const names = Object.keys(variables.shape);
  // An empty value counts as missing: compose files and shells leave such behind.
  const given = Object.fromEntries(names.map((name) => [name, source[name]?.trim() || undefined]));
  const parsed = variables.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EnvError(`${String(issue?.path[0])} is malformed: it must be ${issue?.message}.`);
}

/** One or several keys of 32 bytes, in base64, separated by commas. */
export const keyList = z
  .string()
  .transform((text) => text.split(",").map((part) => Buffer.from(part.trim(), "base64")))
  .refine((keys) => keys.every((key) => key.length === 32), {
    error: "32 bytes in base64, or several such separated by commas",
  });

const variables = z.object({
  PORT: number("a port number from 1 to 65535", 1, 65535).int().default(3000),
  DATABASE_URL: url(
    /^postgres(ql)?:/,
    "a PostgreSQL address, such as postgresql://user:password@localhost:5432/dossier",
  )
    // A server elsewhere must not be reached unencrypted by an oversight.
    .refine((text) => isPrivateHost(new URL(text).hostname) || /[?&]sslmode=/.test(text), {
      error: "an address that says how its server is reached, such as …/dossier?sslmode=verify-full",
    })
    .transform(nameTlsMode)
    .optional(),
  DATA_DIR: z.string().default(".data"),
  APP_URL: url(
    /^https?:\/\/[^/?#\s]+\/?$/,
    "an http or https address without a path, such as https://privacy.example.com",
  )
    .transform((text) => new URL(text).origin)
    .optional(),
  AUTH_SECRET: keyList.optional(),
  ENCRYPTION_KEY: keyList.optional(),
  SMTP_URL: url(/^smtps?:/, "an SMTP address, such as smtps://user:password@mail.example.com:465").optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, {
      error: "an email address, such as Dossier <privacy@example.com>",
    })
    .optional(),
  WORKER: z.enum(["on", "off"], { error: `"on" or "off"` }).default("on"),
  TRUSTED_PROXIES: number("a whole number from 0 to 10", 0, 10).int().default(0),
  ALLOW_PRIVATE_SOURCES: z
    .string()
    .transform((text) => text.split(",").map(readHostAndPort))
    .refine((hosts) => hosts.every((host) => host !== undefined), {
      error: "a host with its port, such as helpdesk.internal:8080, or several such separated by commas",
    })
    .default([]),
  DEMO_PASSWORD: z.string().min(8, { error: "at least 8 characters" }).optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, { error: "at least 16 letters, digits or symbols without spaces" })
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(
    /^https?:/,
    "the http or https address of a collector, such as http://collector:4318",
  ).optional(),
  OTEL_TRACES_SAMPLER_ARG: number("a number from 0 to 1", 0, 1).default(1),
  SHUTDOWN_DELAY_SECONDS: number("a whole number of seconds from 0 to 120", 0, 120).int().default(0),
  SHUTDOWN_SECONDS: number("a whole number of seconds from 1 to 3600", 1, 3600).int().default(25),
});

function number(error: string, min: number, max: number) {
  return z.coerce.number({ error }).min(min, { error }).max(max, { error });
}

function url(pattern: RegExp, error: string) {
  return z.string().refine((text) => pattern.test(text) && URL.canParse(text), { error, abort: true });
}

/** "Desk.Internal:8080" in lower case, an address as URLs have it; undefined where it is not a host with its port. */
function readHostAndPort(text: string): string | undefined {
  const [, host, port = ""] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(text.trim()) ?? [];
  if (!host || Number(port) < 1 || Number(port) > 65535 || !URL.canParse(`http://${host}/`)) return undefined;
  return `${new URL(`http://${host}/`).hostname}:${Number(port)}`;
}

/**
 * Names the TLS mode of an address by what pg does with it: it verifies the server's certificate and name for each of
 * these, as libpq does for verify-full alone, prints a warning of nine lines, and will do less in its next version.
 */
function nameTlsMode(text: string): string {
  if (/[?&]uselibpqcompat=true(?:&|$)/.test(text)) return text;
  return text.replace(/(?<=[?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/g, "verify-full");
}

/**
 * Whether a host is this machine or in a private network, judged by its name alone: loopback, private addresses
 * (RFC 1918, RFC 4193), names without a dot as containers have, and the endings that private networks use.
 * Whatever is sent to any other host crosses networks of strangers.
 */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (isIP(name) === 4) return /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(name);
  if (isIP(name) === 6) return name === "::1" || /^f[cd]/.test(name);
  return !name.includes(".") || /\.(?:localhost|local|internal|flycast|svc|lan|home\.arpa)$/.test(name);
}
