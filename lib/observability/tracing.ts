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
 * OTEL_EXPORTER_OTLP_ENDPOINT names. Must run before `pg` is loaded. This file is imported only if that is set.
 * @param ratio the share of traces to send. @returns a function that sends the last ones, at shutdown.
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
  // A statement without a parent is a worker polling an empty queue.
  new PgInstrumentation({ requireParentSpan: true }).setTracerProvider(provider);
  // An unreachable collector neither fails nor delays the end of the process.
  return () => Promise.race([provider.shutdown().catch(() => {}), wait(3000, undefined, { ref: false })]);
}

/** An exporter that sends each span as `describe` leaves it, and logs when the collector becomes unreachable and when it is back. */
export function toCollector(exporter: SpanExporter): SpanExporter {
  let isUnreachable = false;
  return {
    export: (spans, done) =>
      exporter.export(spans.map(describe), (result) => {
        if (result.error && !isUnreachable) logger.warn({ err: result.error }, "traces not sent");
        if (!result.error && isUnreachable) logger.info("traces sent again");
        isUnreachable = result.error !== undefined;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => await exporter.forceFlush?.(),
  };
}

/**
 * A span without anything that may identify a person: URLs hold tokens, and error messages quote values. Statements
 * stay, since spans do not hold their parameters.
 */
export function describe(span: ReadableSpan): ReadableSpan {
  const { attributes } = span;
  const kept = Object.entries(attributes).filter(([name]) => KEPT.test(name));
  return Object.create(span, {
    name: { value: nameOf(span) },
    attributes: { value: Object.fromEntries(kept) as Attributes },
    status: { value: { code: span.status.code } },
    events: {
      value: span.events.map(({ name, time, attributes: details }) => ({
        name,
        time,
        attributes: { "exception.type": details?.["exception.type"] },
      })),
    },
  });
}

const KEPT =
  /^(?:http\.(?:method|status_code|route)|next\.(?:span_type|route|page)|db\..*|server\.(?:address|port)|messaging\..*|pgboss\..*|error\.type)$/;

/** Next names a span by its URL until it knows the route, and keeps that name if there is none. */
function nameOf({ name, attributes }: ReadableSpan): string {
  const type = attributes["next.span_type"];
  if (type === undefined) return name;
  if (type !== "BaseServer.handleRequest") return String(type);
  return [attributes["http.method"], attributes["http.route"] ?? attributes["next.route"]].filter(Boolean).join(" ");
}
