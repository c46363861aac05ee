import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { sourcesOf } from "@/lib/source/registry";
import type { Right } from "@/lib/source/rights";
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
const both = { marketing: true, sale: false };
type Asked = Record<string, unknown>;
/** What an act is answered: a body, or a status alone. */
type Answer = (asked: Asked) => object | number;

/** A service with Ada's record 7 that answers acts so, and does `object` and `erase` for its owner. */
async function connect(answer: Answer, { email = "Ada@mail.example", rights = ["erase", "object"] as Right[] } = {}) {
  const acts: Asked[] = [];
  const { port } = await listen(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const asked = JSON.parse(body);
    const hits = [
      { record: "8", title: "Ben", email: "ben@mail.example" },
      { record: "7", title: "Ada", email },
    ];
    if (asked.operation !== "search") acts.push(asked);
    const given = asked.operation === "search" ? { hits } : answer(asked);
    const status = typeof given === "number" ? given : 200;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(given));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  const { id: storeId } = await makeStore();
  const description = { protocol: 1, name: "Desk", sections: ["profile"], rights };
  const key = await makeConnection(storeId, {
    ...{ address: `http://127.0.0.1:${port}/`, description, mayErase: true, mayObject: true },
  });
  const [, source] = await sourcesOf({ storeId });
  const { erase, object } = source ?? {};
  if (!source || !erase || !object) throw new Error("it cannot");
  const row = () => prisma().connection.findUniqueOrThrow({ where: { storeId_number: key } });
  return { source, erase, object, acts, row, who: { storeId, record: "7", emails: ["ada@mail.example"] } };
}

const erased = { record: "7", state: "erased" };

test("a service that offers nothing is asked for nothing", async () => {
  const { source } = await connect(() => erased, { rights: ["object"] });
  expect([source.can, source.cannot]).toEqual([{ erase: false, object: true }, { erase: { code: "service" } }]);
});

test("an act is asked for with its id, once more under the same where its answer was lost", async () => {
  let lost = 1;
  const { erase, object, acts, who } = await connect(() =>
    lost-- > 0 ? 502 : { ...erased, note: "Backups: 30 days" },
  );
  expect(await erase(who, never)).toEqual({ state: "erased", retained: [], note: "Backups: 30 days" });
  const asked = { protocol: 1, operation: "erase", record: "7", emails: ["ada@mail.example"] };
  expect(acts).toEqual([0, 1].map(() => ({ ...asked, id: acts[0]?.id })));
  await erase({ ...who, act: "request:3" }, never);
  await expect(object({ ...who, act: "request:4" }, both, never)).rejects.toMatchObject({ failure: "malformed" });
  expect(acts.slice(2)).toEqual([
    { ...asked, id: "request:3" },
    { ...asked, operation: "object", id: "request:4", ...both },
  ]);
  expect(acts[0]?.id).not.toBe("request:3");
});

test("a record with another's address is left alone, unless it was linked by its id", async () => {
  const { erase, object, acts, who } = await connect(() => erased, { email: "eve@mail.example" });
  await expect(erase(who, never)).rejects.toMatchObject({ code: "recordOfAnother", values: { source: "Help desk" } });
  await expect(object(who, both, never)).rejects.toMatchObject({ code: "recordOfAnother" });
  expect(await erase({ ...who, record: "9" }, never)).toEqual({ state: "nothing", retained: [] });
  expect(acts).toEqual([]);
  expect(await erase({ ...who, isLinkedById: true }, never)).toEqual({ state: "erased", retained: [] });
});

test.each<[string, object | number, string]>([
  ["names another record", { ...erased, record: "8" }, "malformed"],
  ["says a state that there is not", { ...erased, state: "gone" }, "malformed"],
  ["keeps too many things", { ...erased, retained: Array(101).fill("x") }, "malformed"],
  ["keeps something too long", { ...erased, retained: ["x".repeat(301)] }, "malformed"],
  ["says what cannot be stored", { ...erased, note: "a\0b" }, "malformed"],
  ["refuses", 409, "refused"],
  ["does not accept the secret any more", 401, "unauthorized"],
])("a service that %s fails the act, which can be tried again", async (_what, answer, failure) => {
  let isFirst = true;
  const { erase, who } = await connect(() => {
    const given = isFirst ? answer : erased;
    isFirst = false;
    return given;
  });
  await expect(erase(who, never)).rejects.toMatchObject({ failure });
  expect(await erase(who, never)).toEqual({ state: "erased", retained: [] });
});
