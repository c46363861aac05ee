import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { readSources } from "@/test/harness/read-sources";
import { cookieName, cookieOptions } from "./cookie";

const { appUrl } = env();
afterEach(() => Object.assign(env(), { appUrl }));

test("over https a cookie belongs to this host only, is sent over https only, and no script can read it", () => {
  Object.assign(env(), { appUrl: "https://privacy.example" });
  expect(cookieName("merchant")).toBe("__Host-dossier-merchant");
  expect(cookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", secure: true, path: "/" });
});

test("over http, where browsers reject the prefix, the name has none", () => {
  expect(cookieName("merchant")).toBe("dossier-merchant");
  expect(cookieOptions().secure).toBe(false);
});

test("every cookie is named and set through this file", () => {
  const offenders = [...readSources()].filter(([, text]) => {
    const sets = /\.set\([^)]*(?:maxAge|httpOnly)/s.test(text) || /Set-Cookie/.test(text);
    return sets && !text.includes("cookieOptions()");
  });
  expect(offenders.map(([file]) => file)).toEqual([]);
});
