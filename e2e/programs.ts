import { spawnSync } from "node:child_process";

/** What the tests run beside Node: names of the program, and Debian's package. */
const programs: [names: string[], debianPackage: string][] = [
  [["chromium", "chromium-browser", "google-chrome"], "chromium"],
  [["unzip"], "unzip"],
  [["7z"], "p7zip-full"],
  [["gpg"], "gnupg"],
];

/** The path of a Chromium on this machine, or undefined. */
export function findChromium(): string | undefined {
  return find(["chromium", "chromium-browser", "google-chrome"]);
}

/** Installs Debian's packages of the programs that are missing, where this user may. @throws with what to do. */
export function ensurePrograms(): void {
  const missing = () => programs.filter(([names]) => !find(names)).map(([, debianPackage]) => debianPackage);
  if (missing().length === 0) return;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...missing()]])
    spawnSync("apt-get", args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  const left = missing().join(" ");
  if (left) throw new Error(`The tests need further programs. On Debian: apt-get install ${left}`);
}

function find(names: string[]): string | undefined {
  for (const name of names) {
    const found = spawnSync("which", [name], { encoding: "utf8" });
    if (found.status === 0) return found.stdout.trim();
  }
}
