import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Debian's gpg with a keyring of its own. */
export function testGpg() {
  // Short: gpg-agent's socket has a place in it.
  const home = mkdtempSync(path.join(tmpdir(), "gpg-"));
  const run = (args: string[], input?: string | Buffer): Buffer =>
    execFileSync(
      "gpg",
      ["--homedir", home, "--batch", "--yes", "--quiet", "--passphrase", "", "--pinentry-mode", "loopback", ...args],
      { ...(input !== undefined && { input }), stdio: ["pipe", "pipe", "pipe"], maxBuffer: 100 * 1024 * 1024 },
    );
  return {
    home,
    run,
    /** Makes a key, as `gpg --quick-gen-key` does. @returns its fingerprint. */
    makeKey: (
      userId: string,
      algorithm = "future-default",
      usage = "default",
      expires = "never",
      options: string[] = [],
    ) => {
      run([...options, "--quick-gen-key", userId, algorithm, usage, expires]);
      return fingerprintOf(run(["--with-colons", "--list-keys", userId]).toString());
    },
    publicKey: (userId: string) => run(["--armor", "--export", userId]).toString(),
    remove: () => {
      execFileSync("gpgconf", ["--homedir", home, "--kill", "all"]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function fingerprintOf(colons: string): string {
  return (/^fpr:+([0-9A-F]+):/m.exec(colons)?.[1] ?? "").toLowerCase();
}
