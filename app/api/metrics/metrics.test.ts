import type { AddressInfo } from "node:net";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { metrics } from "@/lib/observability/metrics";
import { enqueue } from "@/lib/queue/enqueue";
import { startWorker } from "@/lib/queue/worker";
import { createHttpServer } from "@/lib/server/http-server";
import { handlers } from "@/lib/worker/handlers";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { emailsOf, recordAndNotify } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { GET } from "./route";

withTestDatabase();

// Other test files in this process have counted too.
beforeAll(() => metrics().registry.resetMetrics());

const TOKEN = "a-token-of-the-tests";

/** A busy machine may take its time. */
const PATIENT = { timeout: 20_000 };

const ask = (authorization?: string) =>
  GET(new Request("http://localhost/api/metrics", { headers: authorization ? { authorization } : {} }));

/** The lines that a client with the token gets, without comments. */
async function read(): Promise<string[]> {
  env().metricsToken = TOKEN;
  const answer = await ask(`Bearer ${TOKEN}`);
  expect(answer.status).toBe(200);
  return (await answer.text()).split("\n").filter((line) => line && !line.startsWith("#"));
}

const valueIn = (lines: string[], series: string) =>
  Number(
    lines
      .find((line) => line.startsWith(`${series} `))
      ?.split(" ")
      .at(-1),
  );

test("metrics are for clients that send the token, and a 404 unless one is set", async () => {
  env().metricsToken = undefined;
  expect((await ask()).status).toBe(404);
  expect((await ask("Bearer undefined")).status).toBe(404);
  env().metricsToken = TOKEN;
  for (const sent of [undefined, "Bearer", "Bearer ", `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN.slice(1)])
    expect((await ask(sent)).status, sent).toBe(401);
  const answer = await ask(`bearer ${TOKEN}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("version=0.0.4");
});

test("waiting jobs are counted, with how long the oldest has been due", async () => {
  const { id: storeId } = await makeStore();
  await prisma().$transaction(async (transaction) => {
    for (let job = 0; job < 3; job++) await enqueue(transaction, "inspect-export", { storeId, exportId: uuidv7() });
    await enqueue(transaction, "inspect-export", { storeId, exportId: uuidv7() }, 3600);
  });
  await database().query("UPDATE pgboss.job SET start_after = start_after - interval '90 seconds' WHERE name = $1", [
    "inspect-export",
  ]);
  const lines = await read();
  expect(valueIn(lines, "dossier_database_up")).toBe(1);
  expect(valueIn(lines, 'dossier_queue_waiting{job="inspect-export"}')).toBe(3);
  const oldest = valueIn(lines, 'dossier_queue_oldest_seconds{job="inspect-export"}');
  expect(oldest).toBeGreaterThanOrEqual(90);
  expect(oldest).toBeLessThan(150);
  expect(valueIn(lines, 'dossier_queue_waiting{job="clean-up"}')).toBe(0);
  if (env().databaseUrl) expect(valueIn(lines, "dossier_database_connections_max")).toBeGreaterThan(0);
});

test("requests, jobs and emails are counted, and no line identifies a person or a store", async () => {
  const store = await makeStore();
  const request = await makeRequest(store.id, { state: "unverified" });
  const server = createHttpServer((_request, response) => response.writeHead(202).end("taken"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await fetch(`${origin}/s/${store.slug}?email=${encodeURIComponent(request.email ?? "")}`);
  await fetch(`${origin}/${request.email}`, { method: "PUT" });
  server.close();

  await recordAndNotify(request, "request_made");
  await startWorker({
    ...handlers,
    "inspect-export": async () => {
      throw new Error("the export is gone");
    },
  });
  await expect.poll(async () => (await emailsOf(store.id)).map(({ state }) => state), PATIENT).toEqual(["sent"]);
  const jobs = async (result: string) => valueIn(await read(), `dossier_job_duration_seconds_count{${result}}`);
  // Failed jobs are tried again and counted again.
  await expect.poll(() => jobs('job="inspect-export",result="retry"'), PATIENT).toBeGreaterThanOrEqual(3);
  await expect.poll(() => jobs('job="send-email",result="done"'), PATIENT).toBe(1);
  const lines = await read();
  const counted = 'dossier_http_request_duration_seconds_count{route="request page",method="GET",status="202"}';
  expect(valueIn(lines, counted)).toBe(1);
  expect(lines.join("\n")).toContain('{route="other",method="other",status="405"}');
  expect(valueIn(lines, 'dossier_emails_total{result="sent"}')).toBe(1);
  const text = lines.join("\n");
  expect(text).not.toMatch(/@|%40|[0-9a-f]{8}-[0-9a-f]{4}/);
  for (const personal of [store.slug, store.name, store.id, request.id]) expect(text).not.toContain(personal);
});
