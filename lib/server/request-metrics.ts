import type { IncomingMessage, ServerResponse } from "node:http";
import { metrics } from "@/lib/observability/metrics";
import { routeClass } from "./route-class";

/** Counts a request once its answer has ended, with how long it took; one that its client broke off as "aborted". */
export function measureRequest(request: IncomingMessage, response: ServerResponse): void {
  const startedAtMs = performance.now();
  response.once("close", () => {
    metrics().requests.observe(
      {
        route: routeClass(request.url ?? ""),
        // A client may send any word for a method.
        method: request.method === "GET" || request.method === "POST" ? request.method : "other",
        status: response.writableFinished ? String(response.statusCode) : "aborted",
      },
      (performance.now() - startedAtMs) / 1000,
    );
  });
}
