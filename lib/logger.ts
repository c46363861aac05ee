import pino from "pino";
import { env } from "./env";

/** The format of a line: JSON, its time in UTC (ISO 8601), and no error message, which may quote a value. */
export const lines = {
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: serializeError },
};

/** JSON lines on standard output. Log ids only: never an email address, a name, a token or a body. */
export const logger = pino({ ...lines, level: levelOf() });

/** Demo and dev print URLs for a person to read: only errors may appear between them. */
function levelOf() {
  try {
    return { demo: "warn", dev: "warn", test: "silent", admin: "warn", start: "info" }[env().mode];
  } catch {
    return "warn"; // `next build` loads modules without an environment
  }
}

/** Messages of database errors quote values, so only the type, the code and the stack are kept. */
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
