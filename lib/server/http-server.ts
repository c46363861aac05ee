import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { CLIENT_ADDRESS_HEADER, FORWARDED_ADDRESS_HEADER, shortenAddress } from "@/lib/http/client-address";
import { logSecurity } from "@/lib/observability/security-log";
import { serverLimits } from "@/lib/time-limits";
import { isActionPost, rejectMalformedForm } from "./action-guard";
import { leaseMemory } from "./collect-body";
import { isCrossSitePost, matchForwardedHost } from "./csrf";
import { closeWhenStopping, countSockets } from "./drain-server";
import { limitAnswer } from "./limit-answer";
import { limitBody } from "./limit-body";
import { handleWithPageStatus } from "./page-status";
import { rejectMalformedRequest } from "./reject-malformed-request";
import { measureRequest } from "./request-metrics";
import { resolveClientAddress } from "./resolve-client-address";
import { restoreContentLength } from "./restore-content-length";
import { isSignedRoute, isUpload } from "./routes";
import { setSecurityHeaders } from "./security-headers";
import { redirectStaleAction } from "./stale-action-redirect";
import { prepareTakeOver } from "./take-over";

const options = {
  headersTimeout: serverLimits.headSeconds * 1000,
  // limitBody knows which bodies may be long.
  requestTimeout: 0,
  connectionsCheckingInterval: 5000,
  // An upgraded socket would be out of our hands; in dev, Next's own reloads the page.
  shouldUpgradeCallback: () => env().mode === "dev",
};

/**
 * The HTTP server around Next, which knows the socket that a request came from. `handle` (Next) gets each request
 * with the client's address and the page's nonce in its headers; cross-site forms and what no browser sends never
 * reach it.
 */
export function createHttpServer(handle: (request: IncomingMessage, response: ServerResponse) => unknown): Server {
  const server = createServer(options, async (request, response) => {
    measureRequest(request, response);
    closeWhenStopping(server, response);
    const address = trustProxyHeaders(request);
    setSecurityHeaders(request, response);
    const takeOver = prepareTakeOver(response);
    const from = shortenAddress(address);
    const { appUrl, mode } = env();

    const status = isCrossSitePost(request, appUrl) ? 403 : rejectMalformedRequest(request);
    limitBody(request, takeOver, { isUpload: !status && isUpload(request.url ?? "") });
    if (status === 403) logSecurity("form of another site refused", { from });
    if (status) return reject(request, response, status);
    matchForwardedHost(request, appUrl);

    const lease = leaseMemory(address, response);
    const formStatus = isActionPost(request) ? await rejectMalformedForm(request, lease) : undefined;
    if (formStatus) logSecurity("form refused", { code: String(formStatus), from });
    if (formStatus) return reject(request, response, formStatus);

    restoreContentLength(response);
    redirectStaleAction(request, response);
    // In dev, Next compiles a page before it answers.
    if (mode !== "dev") limitAnswer(request, response, takeOver);
    handleWithPageStatus(response, () => handle(request, response));
  });
  countSockets(server);
  if (env().mode !== "dev") server.setTimeout(serverLimits.stalledSeconds * 1000);
  return server;
}

/** Replaces what a client may have written into headers that only proxies of ours may set. @returns its address. */
function trustProxyHeaders({ url = "", headers, socket }: IncomingMessage): string {
  const { trustedProxies } = env();
  const address = resolveClientAddress(headers, socket.remoteAddress, trustedProxies);
  // The entry before ours, which the client wrote: the route believes it once it has verified the client.
  const forwarded = isSignedRoute(url) && resolveClientAddress(headers, address, trustedProxies + 1);
  if (forwarded) headers[FORWARDED_ADDRESS_HEADER] = forwarded;
  else delete headers[FORWARDED_ADDRESS_HEADER];
  headers[CLIENT_ADDRESS_HEADER] = address;
  headers["x-forwarded-for"] = address;
  // Next compares a form's Origin with these.
  if (trustedProxies === 0) for (const name of ["x-forwarded-host", "x-forwarded-proto"]) delete headers[name];
  return address;
}

const explanations = {
  400: "This request is malformed.",
  403: "This form was sent from another site: its Origin is neither the address of this site (APP_URL) nor the host that it was sent to.",
  404: "Not found.",
  405: "This method is not allowed.",
  411: "This form does not state its length.",
  413: "This form is too large.",
  503: "Too many forms are arriving at once. Try again in a minute.",
};

function reject(request: IncomingMessage, response: ServerResponse, status: keyof typeof explanations): void {
  const text = `${explanations[status]}\n`;
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Content-Length": Buffer.byteLength(text) };
  if (status === 400 || status === 503) response.setHeader("Connection", "close");
  if (status === 405) response.setHeader("Allow", "GET, HEAD, POST, OPTIONS");
  if (status !== 503) {
    request.resume();
    response.writeHead(status, headers).end(text);
    return;
  }
  // Where memory is short, what is left of a body is not read: time for the answer to arrive before the connection breaks.
  response.writeHead(status, { ...headers, "Retry-After": "60" }).write(text);
  setTimeout(() => response.end(), request.complete ? 0 : 500);
}
