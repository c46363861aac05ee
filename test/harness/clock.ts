import { chmodSync, globSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A clock of a test's own for processes that are started with its variables. */
export interface Clock {
  variables: Record<string, string>;
  /** Sets it so many seconds ahead of the machine's. They see it within two seconds. */
  set: (secondsAhead: number) => void;
}

/** libfaketime, https://github.com/wolfcw/libfaketime; undefined where it is not installed (Debian: `faketime`). */
const library = globSync("/usr/lib/{,*/}faketime/libfaketimeMT.so.1")[0];

/** Makes a clock that is right at first. @returns undefined where libfaketime is missing. */
export function makeClock(): Clock | undefined {
  if (!library) return undefined;
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-clock-"));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user
  const file = path.join(folder, "ahead");
  const set = (secondsAhead: number) => {
    writeFileSync(`${file}.new`, `${secondsAhead < 0 ? "-" : "+"}${Math.abs(secondsAhead)}\n`, { mode: 0o644 });
    renameSync(`${file}.new`, file);
  };
  set(0);
  return {
    set,
    variables: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: "1",
      // Timers go by the time that has passed, which no operator can set.
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      DONT_FAKE_MONOTONIC: "1",
    },
  };
}
