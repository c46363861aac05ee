import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { logger } from "@/lib/logger";
import { limitAnswer } from "./limit-answer";
import { prepareTakeOver } from "./take-over";

let answer: (response: ServerResponse) => unknown = () => {};
let done = Promise.resolve();
const server = createServer((request, response) => {
  response.setHeader("X-Frame-Options", "DENY");
  limitAnswer(request, response, prepareTakeOver(response), 0.05);
  done = Promise.resolve(answer(response)).then(() => {});
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => void server.close());
const get = (init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/s/demo`, init);
let error: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  error = vi.spyOn(logger, "error").mockImplementation(() => {});
});

test("where nothing was sent in time, a page of the server's own names an id of the log", async () => {
  answer = (response) => response.setHeader("Set-Cookie", "half=done");
  const page = await get({ headers: { "accept-language": "de-AT, en;q=0.5" } });
  expect(page.status).toBe(503);
  expect(page.headers.get("retry-after")).toBe("30");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(page.headers.get("x-frame-options")).toBe("DENY");
  expect(page.headers.get("set-cookie")).toBeNull();
  const html = await page.text();
  expect(html).toContain('lang="de"');
  const [[facts, message] = []] = error.mock.calls as [{ errorId: string; route: string }, string][];
  expect(message).toBe("no answer in time");
  expect(facts?.route).toBe("request page");
  expect(html).toContain(facts?.errorId);
});

test("what comes later goes nowhere, and breaks nothing", async () => {
  answer = async (response) => {
    await once(response, "close");
    response.statusCode = 200;
    response.setHeader("X-Late", "1").writeHead(200, { "X-Late": "1" });
    expect(response.write("late")).toBe(true);
    response.end("late");
  };
  const page = await get();
  expect([page.status, page.headers.get("x-late")]).toEqual([503, null]);
  expect(await page.text()).not.toContain("late");
  await done;
});

test("an answer that has begun may take its time", async () => {
  answer = (response) => {
    response.write("begun, ");
    setTimeout(() => response.end("ended"), 150);
  };
  expect(await (await get()).text()).toBe("begun, ended");
  expect(error).not.toHaveBeenCalled();
});

test("a failure that has begun is ended in time", async () => {
  answer = async (response) => {
    response.writeHead(500).write("the error page");
    await once(response, "close");
    expect(response.write("late")).toBe(true);
  };
  const page = await get();
  expect([page.status, await page.text()]).toEqual([500, "the error page"]);
  await done;
});

test("the time counts from when the body has arrived", async () => {
  answer = (response) => {
    response.req.on("end", () => response.end("taken")).resume();
  };
  const body = new ReadableStream({
    async start(controller) {
      for (let part = 0; part < 4; part++) {
        controller.enqueue(new TextEncoder().encode("part"));
        await new Promise((next) => setTimeout(next, 50));
      }
      controller.close();
    },
  });
  const taken = await get({ method: "POST", body, duplex: "half" } as RequestInit);
  expect([taken.status, await taken.text()]).toEqual([200, "taken"]);
});
