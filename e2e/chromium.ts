import { spawnSync } from "node:child_process";

/** The path of a Chromium on this machine, or undefined. */
export function findChromium(): string | undefined {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    const found = spawnSync("which", [name], { encoding: "utf8" });
    if (found.status === 0) return found.stdout.trim();
  }
}

/** Installs Debian's Chromium where there is none and this user may. @throws with what to do. */
export function ensureChromium(): void {
  if (findChromium()) return;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]])
    spawnSync("apt-get", args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  if (!findChromium())
    throw new Error("No Chromium: install it (Debian: apt-get install chromium), so that `which chromium` finds it.");
}
