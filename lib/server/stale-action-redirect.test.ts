import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { redirectStaleAction } from "./stale-action-redirect";

test.each([
  ["a form whose action is unknown is redirected to the page that says so", { unknown: true, fetch: false }, 303],
  ["the client router gets Next's own answer", { unknown: true, fetch: true }, 409],
  ["every other form gets its page", { unknown: false, fetch: false }, 409],
])("%s", async (_, { unknown, fetch: byRouter }, status) => {
  const server = createServer((request, response) => {
    redirectStaleAction(request, response);
    if (unknown) response.setHeader("x-nextjs-action-not-found", "1");
    response.statusCode = 409;
    // As compression does before the end of the answer.
    response.writeHead(response.statusCode);
    response.end("Server action not found.");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/s/shop`, {
      method: "POST",
      redirect: "manual",
      headers: byRouter ? { "next-action": "7f" } : {},
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("location")).toBe(status === 303 ? "/updated" : null);
    expect(answer.headers.has("x-nextjs-action-not-found")).toBe(unknown && byRouter);
  } finally {
    server.close();
  }
});
