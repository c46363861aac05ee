import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/test/harness/free-port";
import { openRequestPage, sendRequestForm } from "@/test/harness/guests";
import { ensurePostgres, startPostgres } from "@/test/harness/postgres";
import { startSmtp } from "@/test/harness/smtp";
import { ignoredIn } from "./ignored";

// What Dockerfile and compose.yaml do, without Docker: a copy of the sources in a clean folder, `npm ci`, the build, the
// image's folder; then a web and a worker process from that folder, as an unprivileged user, on a file system that is
// read-only except for /tmp, with PostgreSQL and an SMTP server, until the email of a guest's request has been sent.
//   node --import tsx docker/try.ts            everything, as root: takes minutes
//   node --import tsx docker/try.ts --built    with this folder's packages and build
if (process.getuid?.() !== 0) throw new Error("only root can mount and drop its privileges: run this as root");
const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-image-"));
const image = path.join(folder, "app");
const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
try {
  const source = process.argv.includes("--built") ? "." : build();
  run("node", ["--import", "tsx", "docker/assemble.ts", image], source);
  run("chmod", ["-R", "a-w,a+rX", image]);
  chmodSync(folder, 0o755);
  step(`the image holds ${spawnSync("du", ["-sm", image], { encoding: "utf8" }).stdout.split("\t")[0]} MB`);
  await serve();
} finally {
  for (const end of ends.reverse()) await end();
}

/** Installs and builds the committed sources without what .dockerignore lists. @returns their folder. */
function build(): string {
  const source = path.join(folder, "source");
  mkdirSync(source);
  run("sh", ["-c", `git archive HEAD | tar -x -C ${source}`]);
  for (const name of ignoredIn(source)) rmSync(path.join(source, name), { recursive: true, force: true });
  run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], source);
  run("npm", ["run", "build"], source);
  return source;
}

async function serve() {
  ensurePostgres();
  const postgres = await startPostgres();
  const smtp = await startSmtp();
  ends.push(
    () => postgres.remove(),
    () => smtp.close(),
  );
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const variables = {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    DATA_DIR: "/data",
    DATABASE_URL: await postgres.createDatabase("dossier"),
    SMTP_URL: smtp.url,
    MAIL_FROM: "Dossier <privacy@example.com>",
    APP_URL: origin,
    AUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  };
  const server = ["build/server.mjs", "start"];
  const workerPort = await freePort();
  // Both migrate the empty database: they take turns.
  const web = start(server, { ...variables, PORT: String(port), WORKER: "off" });
  const worker = start(server, { ...variables, PORT: String(workerPort), WORKER: "on" });
  await healthy(origin, web);
  await healthy(`http://localhost:${workerPort}`, worker);
  step("web and worker are ready");

  const admin = start(["build/admin.mjs", "store:create", "--slug", "shop", "--name", "Shop"], variables);
  if ((await admin.exited) !== 0) throw new Error(`the admin program failed: ${admin.output()}`);
  const form = await openRequestPage(origin, "shop");
  const { status } = await sendRequestForm(
    form,
    { origin, email: "ada@mail.example", address: "198.51.100.7" },
    "form",
  );
  await until(() => smtp.messages.some(({ recipient }) => recipient === "ada@mail.example"));
  step(`a guest's request was answered with ${status}, and the email "${smtp.messages[0]?.subject}" was sent`);
  const asset = /\/_next\/static\/[^"]+\.css/.exec(await (await fetch(`${origin}/s/shop`)).text())?.[0];
  if ((await fetch(origin + asset)).status !== 200) throw new Error("the pages' style is not served");

  for (const [name, { child, exited, output }] of Object.entries({ web, worker })) {
    if (/EROFS|EACCES|EPERM/.test(output())) throw new Error(`${name} tried to write: ${output()}`);
    child.kill("SIGTERM");
    if ((await exited) !== 0) throw new Error(`${name} did not end with 0: ${output()}`);
  }
  step("on SIGTERM, both exited with 0; neither had tried to write where it may not");
}

/** A process as the image starts it: everything except an empty /tmp is read-only, and its user has no privileges. */
function start(args: string[], variables: Record<string, string | undefined>) {
  const script = [
    "mount --make-rprivate /",
    `mkdir -p ${folder}/root && mount --rbind / ${folder}/root && mount -o remount,bind,ro ${folder}/root`,
    // Packages resolve only within the image, not on the machine.
    `mount --bind ${image} ${folder}/root/mnt && mount -o remount,bind,ro ${folder}/root/mnt`,
    `mount -t tmpfs -o mode=1777 tmpfs ${folder}/root/tmp`,
    `exec chroot --userspec=65534:65534 --groups= ${folder}/root env -C /mnt setpriv --no-new-privs ${process.execPath} "$@"`,
  ].join(" && ");
  const child: ChildProcess = spawn("unshare", ["--mount", "sh", "-c", script, "sh", ...args], {
    env: variables as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (said += data));
  ends.push(() => child.exitCode ?? child.kill("SIGKILL"));
  return { child, output: () => said, exited: new Promise<number | null>((done) => child.once("exit", done)) };
}

async function healthy(origin: string, { output, child }: ReturnType<typeof start>) {
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`it ended before it was ready: ${output()}`);
    return await fetch(`${origin}/api/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }).catch((error) => {
    throw new Error(`not ready: ${output()}`, { cause: error });
  });
}

async function until(holds: () => boolean | Promise<boolean>) {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error("it did not happen within a minute");
    await pause(50);
  }
}

function run(command: string, args: string[], cwd = ".") {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stdout}${stderr}`);
  step(`${command} ${args.join(" ")}`);
}

function step(text: string) {
  process.stdout.write(`${text}\n`);
}
