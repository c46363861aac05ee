import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openFolder } from "@/lib/embedded-database";
import { expectOneLine, runProgram } from "@/test/harness/run-program";
import { canMount, mountSmallFolder } from "@/test/harness/small-folder";

const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-fail-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(["start", "demo"])("%s stops with one line where DATA_DIR is a file, or in one", (mode) => {
  const file = path.join(folder, "file");
  writeFileSync(file, "");
  for (const DATA_DIR of [file, path.join(file, "data")])
    expect(runProgram(["build/server.mjs", mode], { DATA_DIR })).toEqual({
      status: 1,
      lines: [expect.stringMatching(/^DATA_DIR \(.*\) cannot be used: it is a file.* Choose a folder\.$/)],
    });
  expect(runProgram(["build/admin.mjs", "keys:status"], { DATA_DIR: file })).toMatchObject({ status: 1 });
});

test("a damaged embedded database stops the start with one line", async () => {
  const whole = path.join(folder, "whole");
  const { instance, unlock } = await openFolder(whole);
  await instance.close();
  unlock();
  const damages: ((database: string) => void)[] = [
    (database) => writeFileSync(path.join(database, "global/pg_control"), "x".repeat(8192)),
    (database) => rmSync(path.join(database, "global"), { recursive: true }),
    (database) => writeFileSync(path.join(database, "PG_VERSION"), "17\n"),
  ];
  for (const [index, damage] of damages.entries()) {
    const DATA_DIR = path.join(folder, `damaged-${index}`);
    cpSync(whole, DATA_DIR, { recursive: true });
    damage(path.join(DATA_DIR, "postgres-18"));
    expectOneLine({ DATA_DIR }, /^The embedded database in .*postgres-18 is damaged: restore DATA_DIR/);
  }
}, 120_000);

test.skipIf(!canMount)(
  `a read-only or full disk stops the start with one line${canMount ? "" : " (only root may mount one)"}`,
  async () => {
    const small = mountSmallFolder(4);
    try {
      expectOneLine({ DATA_DIR: small.path }, /^The disk of DATA_DIR \(.*\) is full: make room/);
      small.fill();
      expectOneLine({ DATA_DIR: path.join(small.path, "new") }, /is full: make room/);
      spawnSync("mount", ["-o", "remount,ro", small.path]);
      expectOneLine({ DATA_DIR: small.path }, /cannot be used: its disk is read-only\. Mount it writable/);
    } finally {
      small.remove();
    }
  },
  120_000,
);

test.skipIf(!canMount)(
  `a disk that has filled up stops the next start with one line, and keeps what it holds${canMount ? "" : " (only root may mount one)"}`,
  async () => {
    const small = mountSmallFolder(300);
    try {
      const variables = { DATA_DIR: small.path };
      const { instance, unlock } = await openFolder(small.path);
      await instance.close();
      unlock();
      const line = /^The disk of DATA_DIR \(.*\) is full: make room, then start again\.$/;
      small.fill();
      expect(runProgram(["build/server.mjs", "start"], variables)).toEqual({
        status: 1,
        lines: [expect.stringMatching(line)],
      });
      small.empty();
      const works = () =>
        expect(runProgram(["build/admin.mjs", "keys:status"], variables)).toMatchObject({ status: 0 });
      works();
      small.fill();
      expectOneLine(variables, line);
      small.empty();
      works();
    } finally {
      small.remove();
    }
  },
  120_000,
);
