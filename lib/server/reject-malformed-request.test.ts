import { expect, test } from "vitest";
import { rejectMalformedRequest } from "./reject-malformed-request";

test.each([
  ["GET", "/", undefined],
  ["POST", "/s/demo?q=%", undefined],
  ["HEAD", "/_next/static/chunks/a.js", undefined],
  ["GET", "/s/caf%C3%A9", undefined],
  ["TRACE", "/s/demo", 405],
  ["PROPFIND", "/", 405],
  ["GET", "/s/%ff", 400],
  ["GET", "/%", 400],
  ["GET", "/s/before%00after", 400],
  ["GET", "/s/demo?q=before%00after", 400],
  ["GET", "/s/demo?%00", 400],
  ["GET", "/s/demo?q=%2500", undefined],
  ["GET", "http://evil.example/s/demo", 400],
  ["OPTIONS", "*", 400],
  ["GET", "/icon.svg", undefined],
  ["POST", "/icon.svg?x", 405],
  ["POST", "/api/health", undefined],
  ["GET", "/_global-error", 404],
] as const)("%s %s is answered with %s", (method, url, status) => {
  expect(rejectMalformedRequest({ method, url })).toBe(status);
});

const answerTo = (routerState: string) =>
  rejectMalformedRequest({ method: "GET", url: "/s/demo", headers: { "next-router-state-tree": routerState } });

test("a router state as Next's client router writes it is accepted", () => {
  const page = ["", { children: [["store", "demo", "d", null], { children: ["__PAGE__", {}] }] }, null, "refetch"];
  expect(answerTo(encodeURIComponent(JSON.stringify(page)))).toBeUndefined();
});

test.each([
  ["no JSON", "<img src=x>"],
  ["empty", ""],
  ["not percent-encoded UTF-8", "%"],
  ["another shape", encodeURIComponent('["",{},null,"other"]')],
  ["nested without end", '["",{"a":'.repeat(20_000)],
  ["nested as deep as fits", `${'["",{"a":'.repeat(3000)}["",{}]${"}]".repeat(3000)}`],
])("a router state that is %s is rejected, without an error", (_, routerState) => {
  expect(answerTo(routerState)).toBe(400);
});
