import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { answerNotFound } from "@/lib/http/page-answer";
import { handleWithPageStatus } from "./page-status";

/** The status that a server answers whose pages are rendered by `render`. */
async function statusOf(render: (response: ServerResponse) => unknown): Promise<number> {
  const server = createServer((_, response) => handleWithPageStatus(response, () => render(response)));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    return (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { redirect: "manual" })).status;
  } finally {
    server.close();
  }
}

test("a page that says so answers 404, also after it has waited; its neighbors do not", async () => {
  const page = async (response: ServerResponse, isFound: boolean) => {
    await pause(isFound ? 5 : 1);
    if (!isFound) answerNotFound();
    await pause(5);
    response.end("<h1>a page</h1>");
  };
  const statuses = [true, false, true, false].map((isFound) => statusOf((response) => page(response, isFound)));
  expect(await Promise.all(statuses)).toEqual([200, 404, 200, 404]);
});

test.each([303, 500])("an answer of status %i keeps it", async (status) => {
  const render = (response: ServerResponse) => {
    answerNotFound();
    response.writeHead(status, { Location: "/" }).end();
  };
  expect(await statusOf(render)).toBe(status);
});

test("outside of a page nothing happens", () => {
  expect(answerNotFound).not.toThrow();
});
