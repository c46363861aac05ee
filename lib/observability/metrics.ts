import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/**
 * What this process counts, for `/api/metrics`. A label is a word from our code (a class of routes, a job's name, a
 * result): never an id, an address, a store or a path, which would identify people and grow without limit.
 */
export interface Metrics {
  registry: Registry;
  requests: Histogram<"route" | "method" | "status">;
  jobs: Histogram<"job" | "result">;
  emails: Counter<"result">;
  exports: Counter<"result">;
}

const shared = globalThis as typeof globalThis & { dossierMetrics?: Metrics };

/** The metrics of this process. Next's bundles and the server around them share them. */
export function metrics(): Metrics {
  shared.dossierMetrics ??= create();
  return shared.dossierMetrics;
}

/** Also measures the process itself: its memory, CPU time, event loop and garbage collection. */
export function measureProcess(): void {
  collectDefaultMetrics({ register: metrics().registry });
}

function create(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "dossier_http_request_duration_seconds",
      help: "HTTP requests, from their headers to the end of their answer, by class of route",
      labelNames: ["route", "method", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
      registers,
    }),
    jobs: new Histogram({
      name: "dossier_job_duration_seconds",
      help: "Jobs that this process has run: done, to be tried again (retry), given_up after the last try, or handed_back at a shutdown",
      labelNames: ["job", "result"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10, 60, 600],
      registers,
    }),
    emails: new Counter({
      name: "dossier_emails_total",
      help: "Emails that this process has sent, attempts that failed and are retried, emails given up as failed, and emails no longer needed",
      labelNames: ["result"],
      registers,
    }),
    exports: new Counter({
      name: "dossier_exports_total",
      help: "Exports that this process has built, or given up as failed",
      labelNames: ["result"],
      registers,
    }),
  };
}
