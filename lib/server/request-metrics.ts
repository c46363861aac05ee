import type { IncomingMessage, ServerResponse } from "node:http";
import { metrics } from "@/lib/observability/metrics";

/** Counts a request once its answer has ended, with its duration; one that its client aborted as "aborted". */
export function measureRequest(request: IncomingMessage, response: ServerResponse): void {
  const startedAtMs = performance.now();
  response.once("close", () => {
    metrics().requests.observe(
      {
        route: routeClass(request.url ?? ""),
        // A client may send any word as a method.
        method: request.method === "GET" || request.method === "POST" ? request.method : "other",
        status: response.writableFinished ? String(response.statusCode) : "aborted",
      },
      (performance.now() - startedAtMs) / 1000,
    );
  });
}

/**
 * The class of route that a URL belongs to: always one word of the list below, whatever a client asks for.
 * @param url a request's path, with or without its query.
 */
export function routeClass(url: string): string {
  const path = url.split("?", 1)[0] ?? "";
  return routeClasses.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}

const routeClasses: [RegExp, string][] = [
  [/^\/_next\//, "static"],
  [
    /^\/s\/[^/]+(?:\/(?:sent|accessibility|erasure|correction|objection|opt-out|restriction|information))?\/?$/,
    "request page",
  ],
  [/^\/\.well-known\/gpc\.json$/, "request page"],
  [/^\/s\/[^/]+\/verify\//, "verification"],
  [/^\/s\/[^/]+\/delivery\//, "delivery"],
  [/^\/s\/[^/]+\/(?:sign-in|account|agent|answer|messages|withdraw)(?:\/|$)/, "customer"],
  [/^\/dashboard(?:\/|$)/, "dashboard"],
  [/^\/(?:sign-in|forgot-password|set-password|invitation|first-run|email-change|account)(?:\/|$)/, "merchant sign-in"],
  [/^\/api\/stores\/[^/]+\/(?:exports|deliveries)\/[^/]+\/(?:archive|password-zip)$/, "download"],
  [/^\/api\/(?:health|metrics)(?:\/|$)/, "probe"],
  [/^\/api\//, "api"],
  [/^\/(?:demo|mailbox)(?:\/|$)/, "demo"],
  [/^\/$/, "home"],
  [/^\/updated$/, "updated"],
];
