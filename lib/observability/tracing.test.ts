import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test, vi } from "vitest";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { withTestDatabase } from "@/test/harness/test-database";
import { startWorkerProcess } from "@/test/harness/worker-process";
import { describe, toCollector } from "./tracing";

withTestDatabase();

test("a job and its statements reach the collector, and nothing about the person they concern", async () => {
  const received: { path: string | undefined; body: string }[] = [];
  const collector = createServer(async (request, response) => {
    received.push({ path: request.url, body: (await buffer(request)).toString("latin1") });
    response.writeHead(200).end();
  });
  await new Promise<void>((done) => collector.listen(0, "127.0.0.1", done));
  const collectorUrl = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const child = startWorkerProcess({ OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl }, "trace");
  child.stdout.resume();
  expect((await once(child, "exit"))[0]).toBe(0);
  collector.close();

  expect(new Set(received.map(({ path }) => path))).toEqual(new Set(["/v1/traces"]));
  const body = received.map((one) => one.body).join("");
  expect(body).toContain("dossier");
  expect(body).toContain("process inspect-export");
  if (env().databaseUrl) expect(body).toMatch(/SELECT .*"customer"/);
  expect(body).not.toContain("ada@mail.example");
}, 120_000);

test("a page's span is named by its route, and contains no URL, error message or client", () => {
  const exporter = new InMemorySpanExporter();
  const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer("next.js");
  const span = tracer.startSpan("GET /s/shop/verify/SECRET", {
    attributes: {
      "next.span_type": "BaseServer.handleRequest",
      "http.method": "GET",
      "http.target": "/s/shop/verify/SECRET?e=SECRET",
      "http.route": "/s/[store]/verify/[token]",
      "http.status_code": 500,
      "next.span_name": "GET /s/shop/verify/SECRET",
      "net.peer.ip": "SECRET",
    },
  });
  span.recordException(new Error("SECRET is no mailbox"));
  span.setStatus({ code: 2, message: "SECRET" });
  span.end();
  const inner = tracer.startSpan("fetch GET https://x/SECRET", { attributes: { "next.span_type": "AppRender.fetch" } });
  inner.end();
  const described = exporter.getFinishedSpans().map(describe);
  expect(described.map(({ name }) => name)).toEqual(["GET /s/[store]/verify/[token]", "AppRender.fetch"]);
  expect(described[0]?.attributes).toEqual({
    "next.span_type": "BaseServer.handleRequest",
    "http.method": "GET",
    "http.route": "/s/[store]/verify/[token]",
    "http.status_code": 500,
  });
  expect(described[0]?.events.map(({ attributes }) => attributes)).toEqual([{ "exception.type": "Error" }]);
  const texts = described.flatMap(({ name, attributes, status, events }) => [name, attributes, status, events]);
  expect(JSON.stringify(texts)).not.toContain("SECRET");
});

test("an unreachable collector is logged once, and so is its return", () => {
  const warn = vi.spyOn(logger, "warn").mockImplementation(() => {});
  const info = vi.spyOn(logger, "info").mockImplementation(() => {});
  const results = [
    { code: 1, error: new Error("ECONNREFUSED") },
    { code: 1, error: new Error("again") },
    { code: 0 },
    { code: 0 },
  ];
  const answered: number[] = [];
  const exporter = toCollector({
    export: (_, done) => done(results[answered.length] ?? { code: 0 }),
    shutdown: async () => {},
  });
  for (const _ of results) exporter.export([], ({ code }) => answered.push(code));
  expect(answered).toEqual([1, 1, 0, 0]);
  expect([warn.mock.calls.length, info.mock.calls.length]).toEqual([1, 1]);
  vi.restoreAllMocks();
});
