import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { CLIENT_ADDRESS_HEADER, shortenAddress } from "@/lib/http/client-address";
import { logSecurity } from "@/lib/observability/security-log";
import { isActionPost, rejectMalformedForm } from "./action-guard";
import { isCrossSitePost } from "./csrf";
import { closeWhenStopping } from "./drain-server";
import { rejectMalformedRequest } from "./reject-malformed-request";
import { measureRequest } from "./request-metrics";
import { resolveClientAddress } from "./resolve-client-address";
import { restoreContentLength } from "./restore-content-length";
import { setSecurityHeaders } from "./security-headers";
import { redirectStaleAction } from "./stale-action-redirect";

/**
 * The HTTP server around Next, which knows the socket that a request came from. `handle` (Next) gets each request
 * with the client's address and the page's nonce in its headers; cross-site forms and what no browser sends never
 * reach it.
 */
export function createHttpServer(handle: (request: IncomingMessage, response: ServerResponse) => unknown): Server {
  const server = createServer(async (request, response) => {
    measureRequest(request, response);
    closeWhenStopping(server, response);
    const address = trustProxyHeaders(request);
    setSecurityHeaders(request, response);
    const from = shortenAddress(address);

    const status = isCrossSitePost(request, env().appUrl) ? 403 : rejectMalformedRequest(request);
    if (status === 403) logSecurity("form of another site refused", { from });
    if (status) return reject(request, response, status);

    const formStatus = isActionPost(request) ? await rejectMalformedForm(request) : undefined;
    if (formStatus) logSecurity("form refused", { code: String(formStatus), from });
    if (formStatus) return reject(request, response, formStatus);

    restoreContentLength(response);
    redirectStaleAction(request, response);
    handle(request, response);
  });
  return server;
}

/** Replaces what a client may have written into headers that only proxies of ours may set. @returns its address. */
function trustProxyHeaders({ headers, socket }: IncomingMessage): string {
  const { trustedProxies } = env();
  const address = resolveClientAddress(headers, socket.remoteAddress, trustedProxies);
  headers[CLIENT_ADDRESS_HEADER] = address;
  headers["x-forwarded-for"] = address;
  // Next compares a form's Origin with these.
  if (trustedProxies === 0) for (const name of ["x-forwarded-host", "x-forwarded-proto"]) delete headers[name];
  return address;
}

const explanations = {
  400: "This request is malformed.",
  403: "This form was sent from another site.",
  404: "Not found.",
  405: "This method is not allowed.",
  411: "This form does not state its length.",
  413: "This form is too large.",
};

function reject(request: IncomingMessage, response: ServerResponse, status: keyof typeof explanations): void {
  request.resume();
  if (status === 400) response.setHeader("Connection", "close");
  if (status === 405) response.setHeader("Allow", "GET, HEAD, POST, OPTIONS");
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${explanations[status]}\n`);
}
