import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { env, type Mode } from "@/lib/env";
import { hasMailbox } from "@/lib/mail/has-mailbox";
import { findDemoStore } from "./demo/[store]/find-demo-store";

const kept = { mode: env().mode, smtpUrl: env().smtpUrl };
afterEach(() => void Object.assign(env(), kept));

test("every page, route and action of the demo first checks whether this process serves one", () => {
  const folder = "app/(demo)";
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?:page\.tsx|route\.ts|actions\.ts)$/.test(file),
  );
  expect(entries.length).toBeGreaterThan(4);
  const open = entries.filter(
    (file) => !/\b(?:hasMailbox|findDemoStore|demoPassword)\(/.test(readFileSync(path.join(folder, file), "utf8")),
  );
  expect(open).toEqual([]);
});

test("a process started by `npm start` serves no demo, and a demo with an SMTP server shows no emails", async () => {
  Object.assign(env(), { mode: "start" satisfies Mode });
  expect(hasMailbox()).toBe(false);
  expect(await findDemoStore("demo")).toBeNull();
  Object.assign(env(), { mode: "demo" satisfies Mode, smtpUrl: "smtp://localhost" });
  expect(hasMailbox()).toBe(false);
  Object.assign(env(), { smtpUrl: undefined });
  expect(hasMailbox()).toBe(true);
});
