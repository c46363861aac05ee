import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { CLIENT_ADDRESS_HEADER, clientAddress, shortAddress } from "@/lib/http/client-address";
import { sendContentLength } from "@/lib/http/content-length";
import { logSecurity } from "@/lib/observability/security-log";
import { isActionPost, refusePostedForm } from "./action-guard";
import { isForeignForm } from "./csrf";
import { closeWhenStopping } from "./drain-server";
import { refuseRequest } from "./reject-malformed-request";
import { measureRequest } from "./request-metrics";
import { secureResponse } from "./security-headers";
import { showRenewed } from "./stale-action-redirect";

/**
 * Node's own server, which knows the socket that a request came from. `handle` gets each request with
 * the client's address and the page's nonce in its headers; forms of other sites, and what no browser sends, never reach it.
 */
export function createHttpServer(handle: (request: IncomingMessage, response: ServerResponse) => unknown): Server {
  const server = createServer((request, response) => {
    measureRequest(request, response);
    closeWhenStopping(server, response);
    const { trustedProxies, appUrl } = env();
    const address = clientAddress(request.headers, request.socket.remoteAddress, trustedProxies);
    request.headers[CLIENT_ADDRESS_HEADER] = address;
    request.headers["x-forwarded-for"] = address;
    // Next compares a form's Origin with these: only a proxy of ours may set them.
    if (trustedProxies === 0)
      for (const name of ["x-forwarded-host", "x-forwarded-proto"]) delete request.headers[name];
    secureResponse(request, response);
    const refused = isForeignForm(request, appUrl) ? 403 : refuseRequest(request);
    if (refused === 403) logSecurity("form of another site refused", { from: shortAddress(address) });
    if (refused) return refuse(request, response, refused);
    const pass = () => {
      sendContentLength(response);
      showRenewed(request, response);
      handle(request, response);
    };
    if (!isActionPost(request)) return pass();
    void refusePostedForm(request).then((status) => {
      if (!status) return pass();
      logSecurity("form refused", { code: String(status), from: shortAddress(address) });
      refuse(request, response, status);
    });
  });
  return server;
}

const refusals = {
  400: "This request cannot be read.",
  403: "This form was sent from another site.",
  404: "There is nothing here.",
  405: "There is nothing here that is asked for in this way.",
  411: "This form does not say how long it is.",
  413: "This form is too large.",
};

function refuse(request: IncomingMessage, response: ServerResponse, status: keyof typeof refusals): void {
  request.resume();
  if (status === 400) response.setHeader("Connection", "close");
  if (status === 405) response.setHeader("Allow", "GET, HEAD, POST, OPTIONS");
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${refusals[status]}\n`);
}
