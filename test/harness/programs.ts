import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright";

/** The first one found is used: without a window's parts, stories take a quarter less time. */
const chromiums = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/** Programs that the tests need besides Node: their names or paths, and Debian's package. */
const programs: [names: string[], debianPackage: string][] = [
  [chromiums, "chromium"],
  [["unzip"], "unzip"],
  [["7z"], "p7zip-full"],
  [["gpg"], "gnupg"],
  [["php"], "php-cli"],
];

/** What WordPress's test alone needs. The package brings PHP's drivers with it. */
const wordPress: typeof programs = [
  [["php"], "php-cli"],
  [["/usr/share/wordpress/wp-settings.php"], "wordpress"],
  [["/usr/sbin/mariadbd"], "mariadb-server-core"],
];

/** Installs Debian's packages of the programs that are missing, if this user may. @throws Error naming them. */
export function ensurePrograms(): void {
  ensure(programs);
}

/** As `ensurePrograms`, for Debian's WordPress. */
export function ensureWordPress(): void {
  ensure(wordPress);
}

function ensure(needed: typeof programs): void {
  const missing = () => needed.filter(([names]) => !find(names)).map(([, debianPackage]) => debianPackage);
  if (missing().length === 0) return;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...missing()]])
    spawnSync("apt-get", args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  const left = missing().join(" ");
  if (left) throw new Error(`The tests need further programs. On Debian: apt-get install ${left}`);
}

/** Builds the app where it is not built yet. */
export function ensureBuild(): void {
  if (!existsSync(".next/BUILD_ID")) spawnSync("npm", ["run", "build"], { stdio: "inherit" });
}

/** How Playwright starts this machine's Chromium. */
export function chromiumOptions() {
  return {
    executablePath: find(chromiums),
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  };
}

/** A real browser, for what only a browser decides. */
export async function launchChromium(): Promise<Browser> {
  ensurePrograms();
  return await chromium.launch(chromiumOptions());
}

function find(names: string[]): string | undefined {
  for (const name of names) {
    if (path.isAbsolute(name) && existsSync(name)) return name;
    const found = spawnSync("which", [name], { encoding: "utf8" });
    if (found.status === 0) return found.stdout.trim();
  }
}
