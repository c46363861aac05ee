import type { ServerResponse } from "node:http";

/** In this header a route says how long its answer is, in bytes. */
export const CONTENT_LENGTH_HEADER = "x-dossier-content-length";

/**
 * Sends the length that a route has said. Next drops Content-Length itself, as an answer that was
 * fetched elsewhere may have changed in length; without it a browser shows no progress of a download.
 */
export function sendContentLength(response: ServerResponse): void {
  const writeHead = response.writeHead;
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    const sizeBytes = response.getHeader(CONTENT_LENGTH_HEADER);
    if (sizeBytes !== undefined) {
      response.removeHeader(CONTENT_LENGTH_HEADER);
      response.setHeader("Content-Length", sizeBytes);
    }
    return writeHead.apply(response, head);
  }) as typeof writeHead;
}
