import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { createToken } from "@/lib/token";
import { BROWSER_HEADER, nameBrowser } from "./browser-cookie";

function send(method: string, url: string, headers: Record<string, string> = {}) {
  const request = Object.assign(new IncomingMessage(new Socket()), { method, url, headers });
  const response = new ServerResponse(request);
  nameBrowser(request, response);
  return { named: request.headers[BROWSER_HEADER], cookie: response.getHeader("Set-Cookie") };
}

test("a browser that posts to a store's page gets a cookie of its own, which the action can read", () => {
  const [one, other] = [send("POST", "/s/shop"), send("POST", "/s/shop?x=1")];
  expect(one.cookie).toBe(`dossier-browser-shop=${one.named}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax`);
  expect(other.named).toHaveLength(43);
  expect(other.named).not.toBe(one.named);
});

test("one that has its cookie keeps it", () => {
  const token = createToken();
  const sent = send("POST", "/s/shop", { cookie: `a=b; dossier-browser-shop=${token}; c=d` });
  expect(sent).toEqual({ named: token, cookie: undefined });
});

test("each store has its own", () => {
  const cookie = `dossier-browser-shop=${createToken()}`;
  expect(send("POST", "/s/shop-two", { cookie }).cookie).toMatch(/^dossier-browser-shop-two=/);
});

test("a made-up cookie is replaced, and a made-up header is not believed", () => {
  expect(send("POST", "/s/shop", { cookie: "dossier-browser-shop=mine" }).named).toHaveLength(43);
  expect(send("POST", "/s/shop", { [BROWSER_HEADER]: "mine" }).named).not.toBe("mine");
  expect(send("POST", "/dashboard/shop", { [BROWSER_HEADER]: "mine" }).named).toBeUndefined();
});

test("looking at a page sets no cookie", () => {
  expect(send("GET", "/s/shop")).toEqual({ named: undefined, cookie: undefined });
});
