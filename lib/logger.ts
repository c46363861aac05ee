import pino from "pino";
import { env } from "./env";

/** How a line looks: JSON, its time in UTC (ISO 8601), and of an error what quotes no value. */
export const lines = {
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: serializeError },
};

/** JSON lines on standard output. Log ids only: never an e-mail address, a name, a token or a body. */
export const logger = pino({ ...lines, level: levelOf() });

/** Demo and dev print addresses for a person to read: only what went wrong may stand between them. */
function levelOf() {
  try {
    return { demo: "warn", dev: "warn", test: "silent", admin: "warn", start: "info" }[env().mode];
  } catch {
    return "warn"; // `next build` loads modules without an environment
  }
}

/** Messages of database errors quote values, so only the kind, the code and the place are kept. */
function serializeError(error: Error & { code?: string }) {
  return {
    type: error.name,
    code: error.code,
    stack: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12),
  };
}
