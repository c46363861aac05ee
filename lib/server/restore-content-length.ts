import type { ServerResponse } from "node:http";
import { CONTENT_LENGTH_HEADER } from "@/lib/http/content-length";

/**
 * Sends the Content-Length that a route stated in a header of ours. Next removes Content-Length itself;
 * without it a browser shows no progress of a download.
 */
export function restoreContentLength(response: ServerResponse): void {
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
