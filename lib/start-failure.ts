import { createHash } from "node:crypto";
import { EnvError } from "./env-variables";
import { OperatorError } from "./error";

/**
 * The one line for the operator where a process cannot start or a command cannot go on: what happened, and what to do.
 * Where that is unknown, the message and an id, which is the same for the same fault.
 */
export function explainFailure(error: unknown): string {
  const causes = [...causesOf(error)];
  const known = causes.find((cause) => cause instanceof EnvError || cause instanceof OperatorError);
  if (known) return known.message;
  for (const { code = "", syscall, port, message } of causes) {
    if (syscall === "listen")
      return code === "EADDRINUSE"
        ? `Port ${port} is in use: set PORT to another one.`
        : `${message}: set PORT to another one.`;
    const advice = ADVICE[code] ?? MESSAGES.find(([pattern]) => pattern.test(message))?.[1];
    if (advice) return `${oneLine(message)}: ${advice}`;
  }
  const { code, message = String(error), stack } = causes[0] ?? {};
  const id = createHash("sha256").update(framesOf(stack)).digest("hex").slice(0, 8);
  return `Dossier has failed: ${oneLine(message)} (${code ? `${code}, ` : ""}error ${id}).`;
}

type Fault = Error & { code?: string; syscall?: string; port?: number };

/** An error and what caused it, the outermost first. A failed connection holds an error for each address tried. */
function* causesOf(error: unknown): Generator<Fault> {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (cause instanceof AggregateError) yield* cause.errors.filter((inner) => inner instanceof Error);
    yield cause;
  }
}

/** The line that matters: Prisma's messages begin with source code and end with the reason. */
function oneLine(message: string): string {
  const lines = message.trim().split("\n");
  const line = / invocation/.test(message) ? lines.at(-1) : lines[0];
  return (line ?? "").replace(/\.$/, "").slice(0, 200);
}

function framesOf(stack = ""): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .join("\n");
}

const UNREACHABLE = "start that server, or correct the host and port in DATABASE_URL.";
const TLS = "correct sslmode and the certificates in DATABASE_URL.";
const DAMAGED = "the database is damaged; restore it from a backup.";
const OWNER =
  "make the role in DATABASE_URL the owner of the database (ALTER DATABASE … OWNER TO …), or let it create tables, schemas and the extensions pg_trgm and btree_gin.";

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), or by the error code of Node. */
const ADVICE: Record<string, string> = {
  "3D000": "create that database, or correct its name in DATABASE_URL.",
  "28000": "create that role and let it sign in (pg_hba.conf), or correct DATABASE_URL.",
  "28P01": "correct the user and the password in DATABASE_URL.",
  "42501": OWNER,
  "25006": "DATABASE_URL must name the primary server, not a standby.",
  "53100": "make room on the database's disk.",
  "53300": "raise max_connections, or stop other clients of the database.",
  "57P03": "wait until the database server is ready, then start again.",
  "58030": DAMAGED,
  XX001: DAMAGED,
  XX002: DAMAGED,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  DEPTH_ZERO_SELF_SIGNED_CERT: TLS,
  SELF_SIGNED_CERT_IN_CHAIN: TLS,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TLS,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TLS,
  CERT_HAS_EXPIRED: TLS,
  ERR_TLS_CERT_ALTNAME_INVALID: TLS,
};

/** What pg and PostgreSQL tell by the message alone. */
const MESSAGES: [RegExp, string][] = [
  [/password must be a string|no password supplied/i, "add the password to DATABASE_URL."],
  [/does not support SSL/i, TLS],
  [/timeout expired|Connection terminated/i, UNREACHABLE],
  [
    /extension ".*" is not available|extension control file/i,
    "install PostgreSQL's contrib package on the database server (Debian: postgresql-contrib).",
  ],
  [
    /^Aborted\(\)|memory access out of bounds|^unreachable$/,
    "the embedded database is damaged or its disk is full; make room, or restore DATA_DIR from a backup.",
  ],
];
