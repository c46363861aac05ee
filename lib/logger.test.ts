import { Writable } from "node:stream";
import pino from "pino";
import { expect, test, vi } from "vitest";
import { withTestDatabase } from "@/test/harness/test-database";
import { lines, logger } from "./logger";
import { logSecurity } from "./observability/security-log";
import { signIn } from "./sign-in/sign-in-by-password";

withTestDatabase();

/** What a logger of the same format writes. */
function written(log: (logger: pino.Logger) => void): string {
  let text = "";
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  log(pino(lines, stream));
  return text;
}

test("a line is JSON with the time in UTC, the message and the ids", () => {
  const line = JSON.parse(written((log) => log.info({ storeId: "s", action: "a" }, "action refused")));
  expect(line).toMatchObject({ level: 30, storeId: "s", action: "a", msg: "action refused" });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test("an error's message, which may quote a value, is not written; its type, code and stack are", () => {
  const error = Object.assign(new TypeError("Key (email)=(ada@mail.example) exists\nat night"), { code: "P2002" });
  const line = written((log) => log.error({ err: error }, "action failed"));
  expect(line).not.toContain("ada@mail.example");
  expect(JSON.parse(line).err).toMatchObject({ type: "TypeError", code: "P2002" });
  expect(JSON.parse(line).err.stack[0]).toContain("logger.test.ts");
});

test("a value with line breaks stays on its line", () => {
  const text = written((log) => log.warn({ action: 'x\n{"level":60,"msg":"forged"}\r\n' }, "access refused"));
  expect(text.trimEnd().split(/[\r\n]/)).toHaveLength(1);
});

test("a failed sign-in is logged with its network, but without address or password", async () => {
  const warn = vi.spyOn(logger, "warn");
  await signIn({ email: "ada@mail.example", password: "hunter2hunter2", rateLimitKey: "192.0.2.7" }).catch(() => {});
  expect(warn).toHaveBeenCalledWith(
    { security: true, kind: "merchant", method: "password", merchantId: undefined, from: "192.0.2.0/24" },
    "sign-in failed",
  );
  expect(JSON.stringify(warn.mock.calls)).not.toMatch(/ada@|hunter2|192\.0\.2\.7/);
});

test("an event is logged at its own level", () => {
  const [info, warn] = [vi.spyOn(logger, "info"), vi.spyOn(logger, "warn")];
  logSecurity("signed in", { kind: "merchant", method: "password" });
  logSecurity("access refused", { page: "archive" });
  expect(info).toHaveBeenCalledWith(expect.objectContaining({ security: true }), "signed in");
  expect(warn).toHaveBeenCalledWith({ security: true, page: "archive" }, "access refused");
});
