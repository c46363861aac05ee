import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Redirects a form that names an action which this build does not have to the page that says to open it again,
 * where Next would answer with a line of plain text. Next's client router handles that answer itself, and
 * app/error.tsx redirects there.
 */
export function redirectStaleAction(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "POST" || request.headers["next-action"] !== undefined) return;
  const writeHead = response.writeHead;
  // Not at the end of the answer: compression writes the head earlier.
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    if (response.getHeader(NOT_FOUND_HEADER) === undefined) return writeHead.apply(response, head);
    response.removeHeader(NOT_FOUND_HEADER);
    response.setHeader("Location", "/updated");
    return writeHead.apply(response, [303]);
  }) as typeof writeHead;
}

/** Next's own. */
const NOT_FOUND_HEADER = "x-nextjs-action-not-found";
