import { expect, test } from "vitest";
import { makeStore } from "@/test/factories/store";
import { asFetch, asForm, type Post, readForm } from "@/test/harness/form";
import { MAX_SLOWDOWN, measureOthers } from "./others";
import { startOwnApp } from "./own-app";
import { sendRaw } from "./raw-client";

// One anonymous POST of a valid but huge argument list took 0.7 to 2.6 s of the event loop.
const BYTES = 880_000;
const CONNECTIONS = 2;

const { origin } = await startOwnApp("arguments");
const { slug } = await makeStore();
const form = await readForm(origin, `/s/${slug}`, "email");
const fields = { email: "maria@mail.example", type: "export" };
const stateField = Object.keys(form.actionFields).find((name) => /^\$ACTION_\d+:1$/.test(name)) ?? "";

const filled = (piece: string) => piece.repeat(Math.floor(BYTES / piece.length));
const shapes = {
  "nested lists": `[${filled("[[[[]]]],")}0]`,
  "one nested list": `${"[".repeat(BYTES / 2)}${"]".repeat(BYTES / 2)}`,
  "many keys": JSON.stringify(Object.fromEntries(Array.from({ length: 80_000 }, (_, at) => [`k${at}`, 0]))),
  "many objects": `[${filled('{"a":{}},')}0]`,
  "many texts": `[${filled('"a",')}0]`,
  "many escapes": `[${filled('"$$",')}0]`,
};

const posts = Object.entries(shapes).flatMap(([name, shape]) => [
  { name: `${name}, by fetch`, post: fetched([`[{},"$K1",${shape}]`, `[${shape},"$K1"]`]) },
  { name: `${name}, as a form`, post: posted([`[{},${shape}]`, `[${shape}]`]) },
]);

test.each(posts)("$name: answered 400 before React sees them", async ({ post }) => {
  for (const one of post) expect((await send(one)).status).toBe(400);
});

test("two connections that send nothing else keep others waiting no longer than three times", async () => {
  const all = posts.flatMap(({ post }) => post);
  const statuses = new Set<number>();
  const slowdown = await measureOthers(origin, `/s/${slug}`, (over) =>
    Promise.all(
      Array.from({ length: CONNECTIONS }, async (_, connection) => {
        for (let sent = connection; !over.aborted; sent++)
          statuses.add((await send(all[sent % all.length] as Post)).status);
      }),
    ),
  );
  expect([...statuses]).toEqual([400]);
  expect(slowdown).toBeLessThan(MAX_SLOWDOWN);
});

test("what the page posts itself still gets through", async () => {
  for (const post of [asFetch(form, fields), asForm(form, fields)]) expect((await send(post)).status).toBeLessThan(400);
});

function fetched(lists: string[]) {
  return lists.map((list) => {
    const post = asFetch(form, fields);
    return { ...post, body: post.body.replace('[{},"$K1"]', () => list) };
  });
}

function posted(lists: string[]) {
  return lists.map((list) => asForm({ ...form, actionFields: { ...form.actionFields, [stateField]: list } }, fields));
}

async function send({ path, headers, body }: Post) {
  const bytes = Buffer.from(body);
  const sent = { origin, "content-length": String(bytes.length), "x-forwarded-for": "198.51.100.7", ...headers };
  return await sendRaw(origin, { method: "POST", path, headers: sent, body: bytes });
}
