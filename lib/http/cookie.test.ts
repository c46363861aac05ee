import { afterEach, expect, test, vi } from "vitest";
import { env } from "@/lib/env";
import { readSources } from "@/test/harness/read-sources";
import { cookieName, cookieOptions, openSealedCookie, sealForCookie } from "./cookie";

const { appUrl } = env();
afterEach(() => {
  vi.useRealTimers();
  Object.assign(env(), { appUrl });
});

test("over https a cookie belongs to this host only, is sent over https only, and no script can read it", () => {
  Object.assign(env(), { appUrl: "https://privacy.example" });
  expect(cookieName("merchant")).toBe("__Host-dossier-merchant");
  expect(cookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", secure: true, path: "/" });
});

test("over http, where browsers reject the prefix, the name has none", () => {
  expect(cookieName("merchant")).toBe("dossier-merchant");
  expect(cookieOptions().secure).toBe(false);
});

test("a sealed cookie hides its text, and opens for its purpose alone", () => {
  const sealed = sealForCookie("maria.anders@alfki.example", "sent store-1", 600);
  expect(sealed).not.toMatch(/maria|alfki|[^\w.-]/);
  expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString()).not.toContain("maria");
  expect(openSealedCookie(sealed, "sent store-1")).toBe("maria.anders@alfki.example");
  const tampered = sealed.replace(/\.(.)(?=[^.]*$)/, (_, first) => `.${first === "A" ? "B" : "A"}`);
  for (const [text, purpose] of [
    [sealed, "sent store-2"],
    [tampered, "sent store-1"],
    ["v1.x.y.z.t", "sent store-1"],
    ["", "sent store-1"],
    [undefined, "sent store-1"],
  ] as const)
    expect(openSealedCookie(text, purpose)).toBeUndefined();
});

test("a sealed cookie is over after its time, even if the browser keeps it", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const sealed = sealForCookie("maria.anders@alfki.example", "sent", 600);
  vi.advanceTimersByTime(599_999);
  expect(openSealedCookie(sealed, "sent")).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(openSealedCookie(sealed, "sent")).toBeUndefined();
});

test("every cookie is named and set through this file", () => {
  const offenders = [...readSources()].filter(([, text]) => {
    const sets = /\.set\([^)]*(?:maxAge|httpOnly)/s.test(text) || /Set-Cookie/.test(text);
    return sets && !text.includes("cookieOptions()");
  });
  expect(offenders.map(([file]) => file)).toEqual([]);
});
