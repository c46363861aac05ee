import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asFetch, asForm, type Form } from "@/test/harness/form";
import { isActionPost, MAX_FORM_BYTES, rejectMalformedForm } from "./action-guard";

// A server that echoes what it can still read of the body, as Next would read it.
const server = createServer(async (request, response) => {
  const status = isActionPost(request) ? await rejectMalformedForm(request) : undefined;
  response.writeHead(status ?? 200).end(status ? "" : await text(request));
});
let origin = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const id = "7f".padEnd(42, "0");
const form: Form = {
  path: "/",
  fields: { store: "demo" },
  actionFields: {
    $ACTION_REF_2: "",
    "$ACTION_2:0": `{"id":"${id}","bound":"$@1"}`,
    "$ACTION_2:1": '[{"serverError":"$$5 is \\"$undefined\\"","data":"$undefined"}]',
    $ACTION_KEY: "k1",
  },
  actionId: id,
};
const fields = { email: "maria@mail.example", note: "two\r\nlines, 5 €, \ud83d\ude00" };

async function post(body: BodyInit, headers: Record<string, string>) {
  const answer = await fetch(origin, { method: "POST", headers, body });
  return { status: answer.status, text: await answer.text() };
}

test("what a page posts, with JavaScript and without, gets through unchanged", async () => {
  for (const { headers, body } of [asForm(form, fields), asFetch(form, fields)])
    expect(await post(body, headers)).toEqual({ status: 200, text: body });
  const large = asForm(form, { ...fields, note: "x".repeat(900_000) });
  expect((await post(large.body, large.headers)).text).toBe(large.body);
});

test("a form with a file as a browser writes it gets through, and so does a call without any form", async () => {
  const data = new FormData();
  data.append(`$ACTION_ID_${id}`, "");
  data.append("logo", new File([new Uint8Array([0, 1, 2])], 'a "b".png', { type: "image/png" }));
  expect((await post(data, {})).status).toBe(200);
  const call = { "next-action": id, "content-type": "text/plain;charset=UTF-8" };
  expect((await post("[]", call)).status).toBe(200);
  expect((await post("[{}]", call)).status).toBe(400);
});

const good = asForm(form, fields);
const fetched = asFetch(form, fields);
const changed = (from: string | RegExp, to: string) => ({ ...good, body: good.body.replace(from, to) });
const called = (argument: string) => ({ ...fetched, body: fetched.body.replace('[{},"$K1"]', argument) });

test.each([
  ["cut off", { ...good, body: good.body.slice(0, -20) }],
  ["empty", { ...good, body: "" }],
  ["with another boundary", { ...good, headers: { "content-type": "multipart/form-data; boundary=other" } }],
  ["without a boundary", { ...good, headers: { "content-type": "multipart/form-data" } }],
  ["followed by more", { ...good, body: `${good.body}more` }],
  ["with a quote in a name", changed('name="email"', 'name="e"mail"')],
  ["with a further header in a part", changed('name="email"', 'name="email"\r\nX-Other: 1')],
  ["with NUL in a value", changed("maria", "ma\u0000ria")],
  ["of more than 1,000 parts", { ...good, body: good.body.replace(/^/, part("x").repeat(1001)) }],
  ["with a name longer than React's reader accepts", changed('name="email"', `name="${"e".repeat(20_000)}"`)],
  ["with a field of React's that comes twice", { ...good, body: part("$ACTION_KEY") + good.body }],
  ["called with its arguments twice", { ...fetched, body: part("0", '[{},"$K1"]') + fetched.body }],
  ["whose action is not an id", changed(id, "constructor")],
  ["whose action is bound to something else", changed('"$@1"', '"$@0"')],
  ["whose state is not JSON", changed('[{"serverError"', '[{"serverError')],
  ["whose state instructs React", changed('"data":"$undefined"', '"data":"$1:__proto__:then"')],
  ["without its state", changed("$ACTION_2:1", "other")],
  ["called as JSON", { ...fetched, headers: { ...fetched.headers, "content-type": "application/json" } }],
  ["called without an id", { ...fetched, headers: { ...fetched.headers, "next-action": "__proto__" } }],
  ["called without an array", called("{}")],
  ["called with a promise", called('["$@1","$K1"]')],
  ["called with a server function", called('["$h1","$K1"]')],
  ["called with the key __proto__", called('[{"__proto__":{}},"$K1"]')],
  ["called with endlessly nested arrays", called("[".repeat(100_000))],
])("a form %s is rejected", async (_, { headers, body }) => {
  expect((await post(body, headers)).status).toBe(400);
});

test("a form is rejected by its length alone if that is too long or not stated", async () => {
  const { headers, body } = asForm(form, { note: "x".repeat(MAX_FORM_BYTES) });
  expect((await post(body, headers)).status).toBe(413);
  const stream = new Blob([good.body]).stream();
  const answer = await fetch(origin, {
    method: "POST",
    headers: good.headers,
    body: stream,
    duplex: "half",
  } as RequestInit);
  expect(answer.status).toBe(411);
});

function part(name: string, value = "1"): string {
  return `------DossierTest7f3a\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}
