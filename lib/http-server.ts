import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { nameBrowser } from "./browser-cookie";
import { CLIENT_ADDRESS_HEADER, clientAddress, shortAddress } from "./client-address";
import { sendContentLength } from "./content-length";
import { closeWhenStopping } from "./drain-server";
import { env } from "./env";
import { isForeignForm } from "./foreign-form";
import { measureRequest } from "./measure-request";
import { secureResponse } from "./security-headers";
import { logSecurity } from "./security-log";

/**
 * Node's own server, which knows the socket that a request came from. `handle` gets each request with
 * the client's address and the page's nonce in its headers; forms of other sites never reach it.
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
    if (isForeignForm(request, appUrl)) {
      request.resume();
      logSecurity("form of another site refused", { from: shortAddress(address) });
      response
        .writeHead(403, { "Content-Type": "text/plain; charset=utf-8" })
        .end("This form was sent from another site.\n");
      return;
    }
    nameBrowser(request, response);
    sendContentLength(response);
    handle(request, response);
  });
  return server;
}
