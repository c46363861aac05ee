import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** Answers in Next's place. @returns false if an answer has begun already. */
export type TakeOver = (status: number, headers: OutgoingHttpHeaders, body: string) => boolean;

/**
 * Lets the server answer later, while Next still works on the same request: what Next sends after that goes nowhere.
 * Call it once the headers of every answer are set, which are all that is kept of them.
 */
export function prepareTakeOver(response: ServerResponse): TakeOver {
  const own = response.getHeaders();
  // Next's compression replaces them.
  const { writeHead, end } = response;
  return (status, headers, body) => {
    if (response.headersSent || response.destroyed) return false;
    for (const name of response.getHeaderNames()) if (!(name in own)) response.removeHeader(name);
    writeHead.call(response, status, { ...own, ...headers, "Cache-Control": "no-store" });
    end.call(response, body, "utf8");
    silence(response);
    return true;
  };
}

/**
 * Ends an answer that failed after it had begun: Next sends the error page at once, and then waits for what that asks
 * the database for, such as its title.
 */
export function endFailedAnswer(response: ServerResponse): void {
  if (response.statusCode < 500 || response.writableEnded) return;
  // Next's own, which ends the compression too.
  response.end();
  silence(response);
}

function silence(response: ServerResponse): void {
  const nothing = () => response;
  Object.assign(response, {
    ...{ setHeader: nothing, appendHeader: nothing, removeHeader: nothing, flushHeaders: nothing },
    ...{ writeHead: nothing, write: () => true, end: nothing },
  });
}
