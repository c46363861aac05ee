import { Agent, get, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { asForm } from "@/test/harness/form";
import { openRequestPage, startGuests } from "@/test/harness/guests";
import { makeDeployment, randomMilliseconds, replaced, rounds } from "./deployment";
import { expectNothingLost } from "./report";

const within = { timeout: 20_000, interval: 20 };

test("an app that is asked to stop reports it at once, finishes open requests and exits with 0", async () => {
  const { databaseUrl, stores, start } = await makeDeployment();
  const app = await start({ WORKER: "off", SHUTDOWN_DELAY_SECONDS: "4" });
  const form = await openRequestPage(app.origin, stores[0]?.slug ?? "");
  const { path, headers, body } = asForm(form, { email: "slow@mail.example" });
  const agent = new Agent({ keepAlive: true });
  const upload = request(app.origin + path, {
    method: "POST",
    agent,
    headers: { ...headers, "content-length": Buffer.byteLength(body), origin: app.origin, expect: "100-continue" },
  });
  const answered = new Promise<IncomingMessage>((done, fail) => upload.once("response", done).once("error", fail));
  // The server has read the request's head.
  await new Promise<void>((done) => upload.once("continue", done));
  upload.write(body.slice(0, body.length / 2));

  const ended = app.terminate();
  await expect.poll(() => app.output(), within).toContain('"msg":"stopping"');
  const probe = await new Promise<IncomingMessage>((done) => get(`${app.origin}/api/health/ready`, { agent }, done));
  expect(JSON.parse(await text(probe))).toMatchObject({ status: "stopping" });
  expect([probe.statusCode, probe.headers.connection]).toEqual([503, "close"]);
  const isOpen = () =>
    fetch(`${app.origin}/api/health/live`).then(
      () => true,
      () => false,
    );
  await expect.poll(isOpen, within).toBe(false);
  upload.end(body.slice(body.length / 2));
  const answer = await answered;
  expect([302, 303]).toContain(answer.statusCode);
  answer.resume();
  expect(await ended).toBe(0);
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query(
    "SELECT count(*)::int AS requests FROM request WHERE email = 'slow@mail.example'",
  );
  await client.end();
  expect(rows).toEqual([{ requests: 1 }]);
});

test("a worker that is asked to stop returns its jobs in time, and another sends the emails", async () => {
  const { databaseUrl, smtp, stores, start } = await makeDeployment();
  const web = await start({ WORKER: "off" });
  const worker = await start({ SHUTDOWN_SECONDS: "2" });
  const guests = await startGuests(() => [web.origin], stores);
  await smtp.behave("hang");
  await guests.accepted(10);
  await guests.stop();
  await vi.waitUntil(() => smtp.hung() > 0, within);
  const toldAt = performance.now();
  expect(await worker.terminate()).toBe(0);
  expect(performance.now() - toldAt).toBeLessThan(6000);
  await smtp.behave("accept");
  await start();
  await expectNothingLost({ name: "worker stopped", rounds: 1, deaths: [] }, databaseUrl, smtp, guests);
});

test("apps that are replaced one by one under load lose nothing and refuse nobody", async () => {
  const { databaseUrl, smtp, stores, start } = await makeDeployment();
  let [old, other] = [await start(replaced), await start(replaced)];
  let origins = [old.origin, other.origin];
  const guests = await startGuests(() => origins, stores);
  for (let round = 0; round < rounds; round++) {
    await pause(randomMilliseconds());
    // Like a proxy that has seen the probe answer 503.
    origins = [other.origin];
    expect(await old.terminate()).toBe(0);
    [old, other] = [other, await start(replaced)];
    origins = [old.origin, other.origin];
  }
  await guests.stop();
  await expectNothingLost({ name: "apps replaced", rounds, deaths: [] }, databaseUrl, smtp, guests);
  expect(guests.requests.filter(({ told }) => told !== "accepted")).toEqual([]);
});
