import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Leads a form to the page that says to open it again, where it names an action that this build does not have. Next
 * answers it with a line of plain text. Its client router reads the answer itself, and app/error.tsx leads on.
 */
export function showRenewed(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "POST" || request.headers["next-action"] !== undefined) return;
  const end = response.end;
  response.end = ((...rest: unknown[]) => {
    if (!response.headersSent && response.getHeader(NOT_FOUND_HEADER) !== undefined) {
      for (const name of [NOT_FOUND_HEADER, "content-length", "etag"]) response.removeHeader(name);
      response.statusCode = 303;
      response.setHeader("Location", "/renewed");
      return end.call(response, "", "utf8");
    }
    return end.apply(response, rest as Parameters<typeof end>);
  }) as typeof end;
}

/** Next's own. */
const NOT_FOUND_HEADER = "x-nextjs-action-not-found";
