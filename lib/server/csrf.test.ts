import { expect, test } from "vitest";
import { isForeignForm } from "./csrf";

const post = (origin: string | undefined, host = "privacy.example") =>
  isForeignForm(
    { method: "POST", headers: { host, ...(origin !== undefined && { origin }) } },
    "https://privacy.example",
  );

test("a form of this site's own pages is ours, by its address or by APP_URL", () => {
  expect(post("https://privacy.example")).toBe(false);
  expect(post("https://privacy.example", "10.0.0.2:3000")).toBe(false);
  expect(post("http://127.0.0.1:3000", "127.0.0.1:3000")).toBe(false);
});

test("a form of another site's page is not, and neither is one that hides where it comes from", () => {
  expect(post("https://evil.example")).toBe(true);
  expect(post("https://privacy.example.evil.example")).toBe(true);
  expect(post("null")).toBe(true);
  expect(post("")).toBe(true);
});

test("nor one of this host by another scheme, which whoever sits on the wire can send", () => {
  expect(post("http://privacy.example")).toBe(true);
});

test("a browser that leaves Origin out is believed where it says that it comes from elsewhere", () => {
  const site = (name: string) =>
    isForeignForm({ method: "POST", headers: { "sec-fetch-site": name } }, "https://privacy.example");
  expect(["cross-site", "same-site"].map(site)).toEqual([true, true]);
  expect(["same-origin", "none"].map(site)).toEqual([false, false]);
});

test("a program that sends no Origin, and reading, are let through", () => {
  expect(post(undefined)).toBe(false);
  expect(
    isForeignForm(
      { method: "GET", headers: { host: "privacy.example", origin: "https://evil.example" } },
      "https://privacy.example",
    ),
  ).toBe(false);
});
