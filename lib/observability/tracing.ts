import { setTimeout as wait } from "node:timers/promises";
import { type Attributes, context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { logger } from "@/lib/logger";

/**
 * Sends traces of pages (Next's own spans), jobs (pg-boss's) and statements to the collector that
 * OTEL_EXPORTER_OTLP_ENDPOINT names. Must run before `pg` is loaded. This file is imported only where that is set.
 * @param ratio of the traces, those that are sent. @returns what sends the last ones, at the end.
 */
export function startTracing(ratio: number): () => Promise<void> {
  const exporter = toCollector(new OTLPTraceExporter());
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "dossier" }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  // Without a parent, a statement is a worker's look into an empty queue.
  new PgInstrumentation({ requireParentSpan: true }).setTracerProvider(provider);
  // A collector that is away neither fails the end of the process nor holds it up.
  return () => Promise.race([provider.shutdown().catch(() => {}), wait(3000, undefined, { ref: false })]);
}

/** An exporter that passes on what `describe` leaves of each span, and logs when the collector is away and when it is back. */
export function toCollector(exporter: SpanExporter): SpanExporter {
  let away = false;
  return {
    export: (spans, done) =>
      exporter.export(spans.map(describe), (result) => {
        if (result.error && !away) logger.warn({ err: result.error }, "traces not sent");
        if (!result.error && away) logger.info("traces sent again");
        away = result.error !== undefined;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => await exporter.forceFlush?.(),
  };
}

/**
 * A span without what may tell of a person: addresses hold tokens, and messages of errors quote values. Statements
 * stay, whose values are parameters that no span holds.
 */
export function describe(span: ReadableSpan): ReadableSpan {
  const { attributes } = span;
  const kept = Object.entries(attributes).filter(([name]) => KEPT.test(name));
  return Object.create(span, {
    name: { value: nameOf(span) },
    attributes: { value: Object.fromEntries(kept) as Attributes },
    status: { value: { code: span.status.code } },
    events: {
      value: span.events.map(({ name, time, attributes: told }) => ({
        name,
        time,
        attributes: { "exception.type": told?.["exception.type"] },
      })),
    },
  });
}

const KEPT =
  /^(?:http\.(?:method|status_code|route)|next\.(?:span_type|route|page)|db\..*|server\.(?:address|port)|messaging\..*|pgboss\..*|error\.type)$/;

/** Next names a span by the address until it knows the route, and for good where there is none. */
function nameOf({ name, attributes }: ReadableSpan): string {
  const type = attributes["next.span_type"];
  if (type === undefined) return name;
  if (type !== "BaseServer.handleRequest") return String(type);
  return [attributes["http.method"], attributes["http.route"] ?? attributes["next.route"]].filter(Boolean).join(" ");
}
