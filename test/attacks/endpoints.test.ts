import { expect, test } from "vitest";
import { makeStore } from "@/test/factories/store";
import { asFetch, asForm, readForm } from "@/test/harness/form";
import { readRoutes } from "./build-manifest";
import { startOwnApp } from "./own-app";
import { type RawRequest, sendRaw } from "./raw-client";

const app = await startOwnApp("endpoints");
const { slug } = await makeStore();

test.each([`/api/stores/${slug}/logo`, `/dashboard/${slug}/requests`, "https://shop.example/a.png", ""])(
  "the image optimizer is off, also for %s",
  async (url) => {
    const query = url && `?url=${encodeURIComponent(url)}&w=64&q=75`;
    const answer = await send({ method: "GET", path: `/_next/image${query}`, headers: {} });
    expect(answer.status).toBe(404);
  },
);

const file = `------x\r\nContent-Disposition: form-data; name="a"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n1\r\n------x--\r\n`;
const code = `------x\r\nContent-Disposition: form-data; name="code"\r\n\r\n123456\r\n------x--\r\n`;

test("a form of several parts that is posted to any page or route is no failure", async () => {
  for (const route of [...readRoutes(), "/icon.svg", "/api/unknown", "/_next/static/a.js", "/favicon.ico"])
    for (const body of [file, code, "", "x".repeat(2000)]) {
      const path = route.replaceAll("[store]", slug).replaceAll(/\[\w+\]/g, "00000000-0000-7000-8000-000000000000");
      const headers = { "content-type": "multipart/form-data; boundary=----x", "content-length": String(body.length) };
      const { status } = await send({ method: "POST", path, headers, body: Buffer.from(body) });
      // A text for everybody is sent whatever the method.
      const told = path.startsWith("/api/source-protocol") ? 200 : 405;
      expect([303, 400, 401, 404, told, 413, 415], `${path}: ${body.slice(0, 60)}`).toContain(status);
    }
  const lines = app.output().split("\n");
  expect(lines.filter((line) => /"level":[56]0|⨯|Error\b/.test(line))).toEqual([]);
});

test.each([
  ["APP_URL's, with its own host", app.origin, `localhost:${app.port}`, 200],
  ["APP_URL's, with a host that a proxy wrote", app.origin, "inner:3000", 200],
  ["the host's own", "http://inner:3000", "inner:3000", 200],
  ["another site's", "https://other.example", "inner:3000", 403],
  ["null", "null", "inner:3000", 403],
])("a form whose Origin is %s is answered as the table says", async (_, origin, host, expected) => {
  const form = await readForm(app.origin, `/s/${slug}`, "email");
  for (const as of [asFetch, asForm]) {
    const { path, headers, body } = as(form, { email: "maria@mail.example", type: "export" });
    const sent = { ...headers, origin, host, "content-length": String(Buffer.byteLength(body)) };
    const { status, text } = await send({ method: "POST", path, headers: sent, body: Buffer.from(body) });
    if (expected === 200) expect([200, 303]).toContain(status);
    else expect([status, text]).toEqual([403, expect.stringContaining("APP_URL")]);
  }
});

async function send(request: RawRequest) {
  return await sendRaw(app.origin, { ...request, headers: { "x-forwarded-for": "203.0.113.5", ...request.headers } });
}
