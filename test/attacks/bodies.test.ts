import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { residentMb } from "@/bench/support/resident-mb";
import { makeStore } from "@/test/factories/store";
import { asFetch, readForm } from "@/test/harness/form";
import { ATTACK_SECONDS, MAX_SLOWDOWN, measureOthers } from "./others";
import { startOwnApp } from "./own-app";
import { sendRaw } from "./raw-client";

// 400 unfinished forms of 1 MB held 400 MB for five minutes.
const FORMS = 400;
const BYTES = 1024 * 1024;
// In a run of seconds, unused memory has not been freed yet.
const MAX_MORE_MB = ATTACK_SECONDS < 60 ? 100 : 50;
// Three minutes of visits alone let the process grow as far as it does without an attack.
const WARM_UP_SECONDS = ATTACK_SECONDS < 60 ? 0.5 : 180;

const { origin, port, pid } = await startOwnApp("bodies");
const { slug } = await makeStore();

test.each([
  ["one address", () => "198.51.100.7"],
  ["as many addresses", (index: number) => `198.51.${Math.floor(index / 250)}.${index % 250}`],
])("unfinished forms of %s take no more memory than there is for them, and hold nobody up", async (_, address) => {
  const form = await readForm(origin, `/s/${slug}`, "email");
  let answers: string[] = [];
  // What ordinary visits take is no part of what the attack takes: both are measured over the same time.
  let [idleMb, attackedMb] = [0, 0];
  const watched = setInterval(() => (idleMb = Math.max(idleMb, residentMb(pid))), 100);
  const attack = async (over: AbortSignal) => {
    clearInterval(watched);
    const started = Array.from({ length: FORMS }, (_form, index) => startForm(address(index)));
    while (!over.aborted) {
      attackedMb = Math.max(attackedMb, residentMb(pid));
      await pause(100);
    }
    answers = started.map(({ answer }) => answer());
    for (const { socket } of started) socket.destroy();
  };
  const slowdown = await measureOthers(origin, `/s/${slug}`, attack, WARM_UP_SECONDS);
  process.stdout.write(`${FORMS} unfinished forms: at most ${idleMb} MB idle, ${attackedMb} MB attacked\n`);
  expect(attackedMb - idleMb).toBeLessThan(MAX_MORE_MB);
  expect(slowdown).toBeLessThan(MAX_SLOWDOWN);
  const refused = answers.filter((answer) => /^HTTP\/1\.1 503 /.test(answer) && /^Retry-After: \d+/im.test(answer));
  expect(refused.length).toBeGreaterThanOrEqual(FORMS - 32);
  // Once they are gone, there is memory for everyone again.
  await expect.poll(() => post(form), { timeout: 10_000 }).toBe(200);
});

test("an unfinished form of one address keeps no other address from sending one", async () => {
  const form = await readForm(origin, `/s/${slug}`, "email");
  const started = Array.from({ length: FORMS }, () => startForm("198.51.100.8"));
  await pause(1000);
  expect(await post(form)).toBe(200);
  for (const { socket } of started) socket.destroy();
});

/** Sends all of a form but its last bytes. */
function startForm(address: string): { socket: Socket; answer: () => string } {
  let answer = "";
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  socket.setEncoding("latin1").on("data", (text) => {
    answer += text;
  });
  socket.write(
    `POST /s/${slug} HTTP/1.1\r\nHost: localhost:${port}\r\nX-Forwarded-For: ${address}\r\nContent-Length: ${BYTES}\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n`,
  );
  socket.write(unfinished);
  return { socket, answer: () => answer };
}

const unfinished = Buffer.alloc(BYTES - 1000, "x");

async function post(form: Awaited<ReturnType<typeof readForm>>): Promise<number> {
  const { path, headers, body } = asFetch(form, { email: "maria@mail.example", type: "export" });
  const sent = {
    origin,
    "content-length": String(Buffer.byteLength(body)),
    "x-forwarded-for": "203.0.113.77",
    ...headers,
  };
  return (await sendRaw(origin, { method: "POST", path, headers: sent, body: Buffer.from(body) })).status;
}
