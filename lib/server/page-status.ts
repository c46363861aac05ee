import type { ServerResponse } from "node:http";
import { withPageAnswer } from "@/lib/http/page-answer";

/** Has Next handle a request, and sends the status that its page asks for, which Next cannot be told. */
export function handleWithPageStatus(response: ServerResponse, handle: () => unknown): void {
  const answer = { isNotFound: false };
  const writeHead = response.writeHead;
  response.writeHead = ((...[status, ...head]: Parameters<typeof writeHead>) =>
    writeHead.apply(response, [answer.isNotFound && status === 200 ? 404 : status, ...head])) as typeof writeHead;
  withPageAnswer(answer, handle);
}
