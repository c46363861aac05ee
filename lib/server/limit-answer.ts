import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { cookieName } from "@/lib/http/cookie";
import { preferredLocale, translator } from "@/lib/locale";
import { logger } from "@/lib/logger";
import { serverLimits } from "@/lib/time-limits";
import { routeClass } from "./request-metrics";
import { endFailedAnswer, type TakeOver } from "./take-over";

/**
 * Answers 503 with a page of its own, which names an id of the log, where nothing has been sent in time: such as when
 * the database does not answer. Counts from when the request's body has arrived.
 */
export function limitAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  takeOver: TakeOver,
  seconds: number = serverLimits.answerSeconds,
): void {
  const check = () => {
    if (response.headersSent) return endFailedAnswer(response);
    // An upload, or a form that its own limit ends.
    if (!request.complete) return start();
    const id = randomUUID().slice(0, 8);
    const headers = { "Content-Type": "text/html; charset=utf-8", "Retry-After": "30" };
    if (takeOver(503, headers, page(request, id)))
      logger.error({ errorId: id, route: routeClass(request.url ?? "") }, "no answer in time");
  };
  let timer: NodeJS.Timeout;
  const start = () => {
    timer = setTimeout(check, seconds * 1000);
  };
  start();
  response.once("close", () => clearTimeout(timer));
}

function page({ headers }: IncomingMessage, id: string): string {
  const name = `${cookieName("locale")}=`;
  const chosen = headers.cookie?.split("; ").find((cookie) => cookie.startsWith(name));
  const locale = preferredLocale(chosen?.slice(name.length), headers["accept-language"]);
  const t = translator(locale, "common");
  const nonce = String(headers["x-nonce"]);
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t("timeoutTitle")}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 560px; margin: 64px auto; padding: 0 20px; }
</style></head>
<body><main><h1>${t("timeoutTitle")}</h1><p>${t("timeoutText", { id })}</p></main></body>
</html>
`;
}
