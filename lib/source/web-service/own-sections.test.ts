import { afterEach, expect, test } from "vitest";
import { readerOf } from "@/lib/source/own-descriptor";
import { sourcesOf } from "@/lib/source/registry";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const never = new AbortController().signal;
const tickets = (key = "tickets") => ({
  ...{ key, title: { en: "Tickets" } },
  columns: [{ name: "id", title: { en: "Number" }, type: "text" }],
});

/** A store with a help desk that answers each call so. */
async function connect(answers: Record<string, unknown>) {
  const { port } = await listen(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const answer = JSON.stringify(answers[JSON.parse(body).operation]);
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  const { id: storeId } = await makeStore();
  const description = { protocol: 1, name: "Desk", sections: [], ownSections: [tickets()] };
  await makeConnection(storeId, { address: `http://127.0.0.1:${port}/`, description });
  const [, source] = await sourcesOf({ storeId });
  if (!source) throw new Error("the connection is no source");
  return { storeId, source };
}

test("of a service that ignores what it is asked for, tickets of others are dropped and counted", async () => {
  const rows = [
    { record: "1", id: "T-1", internal: true },
    { record: "2", id: "T-2" },
  ];
  const { storeId, source } = await connect({ collect: { rows } });
  const subject = { storeId, customerIds: [], emails: [], liveRecords: [{ source: source.name, record: "1" }] };
  const dropped: number[] = [];
  const notes = { drop: (count: number) => void dropped.push(count), withhold: () => {} };
  const read: unknown[] = [];
  for await (const page of readerOf(source, "1-tickets")?.pages(subject, never, notes) ?? []) read.push(...page);
  expect([read, dropped]).toEqual([[{ record: "1", id: "T-1" }], [1]]);
  expect(readerOf(source, "2-tickets")).toBeUndefined();
});

test("a description past the limits, with a key of the protocol's own, or with nothing at all is malformed", async () => {
  const many = Array.from({ length: 21 }, (_, index) => tickets(`k${index}`));
  for (const ownSections of [many, [tickets("orders")], [tickets("Tickets")], []]) {
    const { source } = await connect({ describe: { protocol: 1, name: "Desk", sections: [], ownSections } });
    await expect(source.describe(never)).rejects.toMatchObject({ failure: "malformed" });
    allowPrivateSources();
    await stopListening();
  }
});
