import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asFetch, asForm, type Form } from "@/test/harness/form";
import { isActionPost, MAX_FORM_BYTES, rejectMalformedForm } from "./action-guard";

// A server that echoes what it can still read of the body, as Next would read it.
const server = createServer(async (request, response) => {
  const status = isActionPost(request) ? await rejectMalformedForm(request, { take: () => true }) : undefined;
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
    $ACTION_KEY: "k9354dc669cd69b4d1cd8224cb214c795",
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

test("a state as deep and as large as those of our pages gets through, whatever its texts hold", async () => {
  const values = Object.fromEntries(Array.from({ length: 45 }, (_, at) => [`text-${at}`, `${at}, [{"'`.repeat(250)]));
  const state = { validationErrors: { fields: { "text-1": "Too long." }, values } };
  const body = asForm(
    { ...form, actionFields: { ...form.actionFields, "$ACTION_2:1": JSON.stringify([state]) } },
    values,
  );
  expect((await post(body.body, body.headers)).status).toBe(200);
  const call = asFetch(form, values);
  expect((await post(call.body.replace('[{},"$K1"]', JSON.stringify([state, "$K1"])), call.headers)).status).toBe(200);
  for (const argument of [`[{"a":${nested(4)}},"$K1"]`, `[${keys(300)},"$K1"]`, '["$undefined","$K1"]', '["$K1"]'])
    expect((await post(fetched.body.replace('[{},"$K1"]', argument), fetched.headers)).status).toBe(200);
});

test("a form that is posted to what is no page is left alone", () => {
  const request = { method: "POST", headers: { "content-type": "multipart/form-data; boundary=x" } };
  expect(isActionPost({ ...request, url: "/s/demo" })).toBe(true);
  for (const url of ["/api/health", "/s/demo/verify/abc/confirm", "/s/demo/delivery/abc/open", "/icon.svg"])
    expect(isActionPost({ ...request, url })).toBe(false);
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
  ["whose state has a level too many", changed('"data":"$undefined"', `"data":${nested(5)}`)],
  ["whose state has more than 300 keys", changed('"data":"$undefined"', `"data":${keys(301)}`)],
  ["whose state is a list", changed(/\[\{"serverError.*\]/, "[[{}]]")],
  ["with two states", changed(/\[\{"serverError/, '[{},{"serverError')],
  ["whose state names the form's data", changed('"data":"$undefined"', '"data":"$K1"')],
  ["without an action", { ...good, body: multipartOf(fields) }],
  ["of two actions", { ...good, body: part(`$ACTION_ID_${id}`, "") + good.body }],
  ["of two actions of the same kind", { ...good, body: part("$ACTION_REF_1", "") + good.body }],
  ["with a key of React's that no page has", changed(/k9354[0-9a-f]+/, "p/s/demo")],
  ["called with a state a level too deep", called(`[{"a":${nested(5)}},"$K1"]`)],
  ["called with more than 300 keys", called(`[${keys(301)},"$K1"]`)],
  ["called with the form's data twice", called('["$K1","$K1"]')],
  ["called with a state after the form's data", called('["$K1",{}]')],
  ["called without the form's data", called("[{}]")],
  ["called with a further chunk", { ...fetched, body: part("1", "{}") + fetched.body }],
  ["called with an empty list many times over", called(`[{"a":[${"[],".repeat(200_000)}[]]},"$K1"]`)],
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

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
}

/** A state with so many keys; each is one of the values that are counted. */
function keys(count: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1])));
}

function multipartOf(values: Record<string, string>): string {
  return `${Object.entries(values)
    .map(([name, value]) => part(name, value))
    .join("")}------DossierTest7f3a--\r\n`;
}
