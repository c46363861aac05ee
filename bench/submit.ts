import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, watch } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * From the guest's submit to the e-mail's file, in the demo: the form is read and posted as a
 * browser without JavaScript does, one after the other on an idle server. Needs `npm run build`.
 */
const port = 3298;
const rounds = 60;
const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-bench-"));
const mailDir = path.join(dataDir, "mail");
const server = spawn("node", ["build/server.mjs", "demo"], {
  env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, TRUSTED_PROXIES: "1", DATABASE_URL: "" },
  stdio: ["ignore", "pipe", "inherit"],
});

try {
  await printed(server, "/s/demo");
  await submit(0); // the first answer also loads the page's code, and makes the mail folder
  const answered: number[] = [];
  const mailed: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const times = await submit(round);
    answered.push(times.answeredMs);
    mailed.push(times.mailedMs);
  }
  const result = {
    rounds,
    submitToAnswerMedianMs: quantile(answered, 0.5),
    submitToMailMedianMs: quantile(mailed, 0.5),
    submitToMailP95Ms: quantile(mailed, 0.95),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  server.kill("SIGTERM");
  await new Promise((done) => server.once("exit", done));
  rmSync(dataDir, { recursive: true, force: true });
}

async function submit(round: number) {
  const address = `http://localhost:${port}/s/demo`;
  const headers = { "x-forwarded-for": `198.18.${round}.1` };
  const page = await (await fetch(address, { headers })).text();
  const form = new FormData();
  for (const [input] of (page.split("<form")[1]?.split("</form>")[0] ?? "").matchAll(/<input[^>]*>/g)) {
    const [name, value] = ["name", "value"].map((key) => new RegExp(` ${key}="([^"]*)"`).exec(input)?.[1] ?? "");
    if (name && name !== "email") form.append(name, (value ?? "").replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
  }
  form.append("email", `bench-${round}@mail.example`);
  const arrival = round === 0 ? undefined : nextFile();
  const startedAt = performance.now();
  const response = await fetch(address, {
    method: "POST",
    body: form,
    headers: { ...headers, origin: `http://localhost:${port}` },
  });
  const text = await response.text();
  const answeredMs = performance.now() - startedAt;
  if (!response.ok || !text.includes("check your inbox")) throw new Error(`submit answered ${response.status}`);
  if (!arrival) {
    await new Promise((done) => setTimeout(done, 2000));
    return { answeredMs, mailedMs: 0 };
  }
  return { answeredMs, mailedMs: (await arrival) - startedAt };
}

function nextFile(): Promise<number> {
  return new Promise((done) => {
    const watcher = watch(mailDir, (_event, name) => {
      if (!name?.endsWith(".eml")) return;
      watcher.close();
      done(performance.now());
    });
  });
}

function printed(child: ChildProcess, text: string): Promise<void> {
  let output = "";
  return new Promise((done, fail) => {
    child.stdout?.on("data", (data) => {
      output += data;
      if (output.includes(text)) setTimeout(done, 1000);
    });
    child.once("exit", () => fail(new Error(`the server ended: ${output}`)));
  });
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN);
}
