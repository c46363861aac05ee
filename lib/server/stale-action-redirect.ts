import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Leads a form to the page that says to open it again, where it names an action that this build does not have. Next
 * answers it with a line of plain text. Its client router reads the answer itself, and app/error.tsx leads on.
 */
export function showRenewed(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "POST" || request.headers["next-action"] !== undefined) return;
  const writeHead = response.writeHead;
  // Not at the end: where answers are compressed, their head is written before.
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    if (response.getHeader(NOT_FOUND_HEADER) === undefined) return writeHead.apply(response, head);
    response.removeHeader(NOT_FOUND_HEADER);
    response.setHeader("Location", "/renewed");
    return writeHead.apply(response, [303]);
  }) as typeof writeHead;
}

/** Next's own. */
const NOT_FOUND_HEADER = "x-nextjs-action-not-found";
