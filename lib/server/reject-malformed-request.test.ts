import { expect, test } from "vitest";
import { refuseRequest } from "./reject-malformed-request";

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
  ["GET", "http://evil.example/s/demo", 400],
  ["OPTIONS", "*", 400],
  ["GET", "/_global-error", 404],
] as const)("%s %s is answered by %s", (method, url, status) => {
  expect(refuseRequest({ method, url })).toBe(status);
});

test("a header of Next's client router that it did not write is refused", () => {
  const answer = (state: string) =>
    refuseRequest({ method: "GET", url: "/s/demo", headers: { "next-router-state-tree": state } });
  expect(answer(encodeURIComponent('["",{"children":["__PAGE__",{}]},null,"refetch"]'))).toBeUndefined();
  expect(answer("<img src=x>")).toBe(400);
});
