import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { CONTENT_LENGTH_HEADER } from "@/lib/http/content-length";
import { restoreContentLength } from "./restore-content-length";

test("the length that a route states is sent as Content-Length, and the route's own header is removed", async () => {
  const server = createServer((_request, response) => {
    restoreContentLength(response);
    response.setHeader(CONTENT_LENGTH_HEADER, "6");
    response.write("abc");
    response.end("def");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(answer.headers.get("content-length")).toBe("6");
    expect(answer.headers.has(CONTENT_LENGTH_HEADER)).toBe(false);
    expect(await answer.text()).toBe("abcdef");
  } finally {
    server.close();
  }
});
