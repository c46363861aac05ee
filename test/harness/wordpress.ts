import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port";
import { ensureWordPress } from "./programs";

/** Where Debian's package has WordPress. */
const DEBIAN_FOLDER = "/usr/share/wordpress";

/** Debian's WordPress with Dossier's plug-in, on a new MariaDB, for one test file. */
export interface WordPress {
  /** Such as "http://127.0.0.1:20123". */
  address: string;
  port: number;
  /** What `setup` printed. */
  made: unknown;
  /** Stops it and deletes its files. */
  remove: () => Promise<void>;
}

/**
 * Installs WordPress in a folder of its own and serves it. As root, database and server run as "nobody".
 * @param setup PHP that runs once after the installation, with WordPress loaded; it prints JSON.
 * @param plugins files for mu-plugins, which stand in for plug-ins that Debian does not have.
 * @throws Error naming the packages that are missing, where they cannot be installed.
 */
export async function startWordPress(setup: string, plugins: Record<string, string>): Promise<WordPress> {
  ensureWordPress();
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-wp-"));
  const port = await freePort();
  const children: ChildProcess[] = [];
  const remove = async () => {
    for (const child of children.reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    writeSite(folder, port, setup, plugins);
    const user = unprivileged(folder);
    const root = path.join(folder, "site");
    await startDatabase(folder, user, children);
    const php = ["-d", `auto_prepend_file=${folder}/prepend.php`, "-d", "display_errors=0"];
    const made = spawnSync("php", [...php, `${folder}/setup.php`], { ...user, encoding: "utf8" });
    if (made.status !== 0 || made.stdout === "") throw new Error(`WordPress was not installed: ${made.stderr}`);
    const args = [...php, "-S", `127.0.0.1:${port}`, "-t", root];
    children.push(spawn("php", args, { ...user, cwd: root, stdio: "ignore" }));
    const address = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${address}/wp-json/`)).ok);
    return { address, port, made: JSON.parse(made.stdout), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** WordPress's files are linked to; its configuration and contents are this site's own. */
function writeSite(folder: string, port: number, setup: string, plugins: Record<string, string>): void {
  const root = path.join(folder, "site");
  mkdirSync(`${root}/wp-content/mu-plugins`, { recursive: true });
  mkdirSync(`${root}/wp-content/themes`);
  for (const name of readdirSync(DEBIAN_FOLDER))
    if (!["wp-config.php", "wp-content", ".htaccess"].includes(name))
      symlinkSync(`${DEBIAN_FOLDER}/${name}`, `${root}/${name}`);
  mkdirSync(`${folder}/data`);
  writeFileSync(`${folder}/init.sql`, "CREATE DATABASE IF NOT EXISTS wordpress;\n");
  cpSync("integrations/wordpress/dossier", `${root}/wp-content/plugins/dossier`, { recursive: true });
  for (const [name, php] of Object.entries(plugins)) writeFileSync(`${root}/wp-content/mu-plugins/${name}`, php);
  // Files that are linked to would take Debian's folder, and its configuration, for the site's.
  writeFileSync(`${folder}/prepend.php`, `<?php define( 'ABSPATH', '${root}/' );`);
  const constants = {
    ...{
      DB_NAME: "wordpress",
      DB_USER: "root",
      DB_PASSWORD: "",
      DB_HOST: `localhost:${folder}/sock`,
      DB_CHARSET: "utf8mb4",
    },
    ...{ WP_ENVIRONMENT_TYPE: "local", WP_HOME: `http://127.0.0.1:${port}`, WP_SITEURL: `http://127.0.0.1:${port}` },
    ...{ DISABLE_WP_CRON: true, WP_HTTP_BLOCK_EXTERNAL: true, AUTOMATIC_UPDATER_DISABLED: true },
    ...{ AUTH_KEY: "a", SECURE_AUTH_KEY: "b", LOGGED_IN_KEY: "c", NONCE_KEY: "d" },
    ...{ AUTH_SALT: "e", SECURE_AUTH_SALT: "f", LOGGED_IN_SALT: "g", NONCE_SALT: "h" },
  };
  const defined = Object.entries(constants).map(([name, value]) => `define( '${name}', ${JSON.stringify(value)} );`);
  const config = ["<?php", ...defined, "$table_prefix = 'wp_';", "require_once ABSPATH . 'wp-settings.php';"];
  writeFileSync(`${root}/wp-config.php`, config.join("\n"));
  writeFileSync(`${folder}/setup.php`, `<?php ${INSTALL}\n${setup}`);
}

const INSTALL = `
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = 'localhost';
require ABSPATH . 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification( ...$anything ) {}
wp_install( 'Shop', 'admin', 'admin@shop.example', false, '', 'admin-password' );
update_option( 'permalink_structure', '/%postname%/' );
flush_rewrite_rules();
update_option( 'active_plugins', array( 'dossier/dossier.php' ) );
`;

/** Who runs database and server: this user, or "nobody" in root's place, who then owns the folder. */
function unprivileged(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  const user = { uid: id("-u"), gid: id("-g") };
  spawnSync("chown", ["-R", `${user.uid}:${user.gid}`, folder]);
  return user;
}

/** A database that knows no users: only who may open its socket reaches it. */
async function startDatabase(folder: string, user: object, children: ChildProcess[]): Promise<void> {
  const server = [
    ...["--no-defaults", `--datadir=${folder}/data`, `--socket=${folder}/sock`, `--init-file=${folder}/init.sql`],
    ...["--skip-grant-tables", "--skip-networking", "--innodb-log-file-size=4M", "--innodb-buffer-pool-size=16M"],
    ...["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0"],
  ];
  children.push(spawn("/usr/sbin/mariadbd", server, { ...user, stdio: "ignore", cwd: folder }));
  const connects = `exit( @mysqli_connect( 'localhost', 'root', '', 'wordpress', 0, '${folder}/sock' ) ? 0 : 1 );`;
  await until(
    async () =>
      spawnSync("php", ["-d", "mysqli.default_socket=", "-r", `mysqli_report( 0 ); ${connects}`]).status === 0,
  );
}

async function until(isReady: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await wait(50))
    if (await isReady().catch(() => false)) return;
  throw new Error("WordPress or its database did not start");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
