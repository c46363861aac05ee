import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findConnections } from "@/lib/source/connection/connection";
import { readerOf } from "@/lib/source/own-descriptor";
import { sourcesOf } from "@/lib/source/registry";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { freePort } from "@/test/harness/free-port";
import { allowPrivateSources } from "@/test/harness/local-server";
import { startSampleService } from "@/test/harness/sample-service";
import { withTestDatabase } from "@/test/harness/test-database";
import { createSigningSecret } from "./sign";

withTestDatabase();

const never = new AbortController().signal;
const folder = "integrations/web-service";

describe.each(["Node", "PHP"] as const)("the sample server in %s", (language) => {
  const [secret, former] = [createSigningSecret(), createSigningSecret()];
  let server: ChildProcess;
  let address: string;

  beforeAll(async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}/`;
    server = await startSampleService(language, { port, secret: former });
    allowPrivateSources(`127.0.0.1:${port}`);
  });
  afterAll(() => {
    allowPrivateSources();
    server.kill();
  });

  async function connect(credentials: unknown) {
    const { id: storeId } = await makeStore();
    const ownSections = [JSON.parse(readFileSync(`${folder}/tickets.json`, "utf8"))];
    const offered = { sections: ["profile", "consents"], ownSections, rights: ["erase", "object"] };
    const description = { protocol: 1, name: "Help desk", ...offered };
    await makeConnection(storeId, { address, credentials, description, mayErase: true, mayObject: true });
    const [, source] = await sourcesOf({ storeId });
    if (!source) throw new Error("the connection is no source");
    return { storeId, source, description };
  }

  test("answers each call", async () => {
    const { storeId, source, description } = await connect({ secret: former });
    expect(await source.describe(never)).toEqual(description);
    const titles = async (text: string) =>
      (await source.search({ storeId, text, limit: 20 })).rows.map(({ title }) => title);
    expect([await titles("OKA ad"), await titles("mail.example"), await titles("nobody")]).toEqual([
      ["Ada Okafor"],
      ["Ada Okafor", "Ben Ahlers"],
      [],
    ]);
    expect(await source.read({ storeId, record: "p2" })).toMatchObject({ id: "1.p2", email: "ben@mail.example" });
    expect(await source.read({ storeId, record: "p3" })).toBeUndefined();
    const emails = [{ emailNormalized: "ada@mail.example", provedAt: new Date() }];
    const clues = { storeId, platformIds: ["p2"], emails, phones: [], records: [] };
    expect(await source.match?.(clues, never)).toEqual([
      { record: "p1", label: "Ada Okafor", reason: "address" },
      { record: "p2", label: "Ben Ahlers", reason: "account" },
    ]);
    const called = { storeId, platformIds: [], emails: [], phones: ["020 7946 0001"], records: [] };
    expect(await source.match?.(called, never)).toEqual([{ record: "p1", label: "Ada Okafor", reason: "same_phone" }]);
    const liveRecords = [{ source: source.name, record: "p1" }];
    const subject = { storeId, customerIds: [], emails: [], liveRecords };
    const pages = async (section: "profile" | "consents") => {
      const read: unknown[][] = [];
      for await (const page of source.collectors[section]?.pages(subject, never) ?? []) read.push(page);
      return read;
    };
    expect(await pages("profile")).toMatchObject([
      [{ id: "p1", kind: "account", firstName: "Ada", phone: "+44 20 7946 0001", note: null, updatedAt: null }],
    ]);
    expect((await pages("consents")).map((page) => page.length)).toEqual([2, 1]);
    const tickets = readerOf(source, "1-tickets");
    const read: unknown[] = [];
    for await (const page of tickets?.pages(subject, never) ?? []) read.push(page);
    expect(read).toMatchObject([
      [{ id: "T-1001", record: "p1", text: expect.stringContaining("mia.brandt@post.example") }, { credit: null }],
      [{ id: "T-1102", credit: "4.90", currency: "EUR" }],
    ]);
  });

  test("takes a call that the old and the new secret sign, and refuses any other", async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const rotating = await connect({ secret, former: { secret: former, until } });
    expect(await rotating.source.describe(never)).toEqual(rotating.description);
    const { storeId, source } = await connect({ secret });
    await expect(source.describe(never)).rejects.toMatchObject({ failure: "unauthorized", status: 401 });
    expect((await findConnections(storeId))[0]?.state).toBe("revoked");
  });

  test("ends consents and erases a record, each act once", async () => {
    const { storeId, source } = await connect({ secret: former });
    expect([source.can, source.cannot]).toEqual([{ erase: true, object: true }, {}]);
    const who = { storeId, record: "p1", emails: ["ada@mail.example"] };
    const consents = async () => {
      const granted: boolean[] = [];
      const liveRecords = [{ source: source.name, record: who.record }];
      const pages = source.collectors.consents?.pages({ storeId, customerIds: [], emails: [], liveRecords }, never);
      for await (const page of pages ?? []) granted.push(...page.map((row) => row.granted));
      return granted;
    };
    expect(await consents()).toContain(true);
    const done = { state: "done", note: "We sell no data" };
    expect(await source.object?.(who, { marketing: true, sale: true }, never)).toEqual(done);
    expect(await consents()).not.toContain(true);
    const erased = { state: "erased", retained: ["How many tickets there were on each day"] };
    expect(await source.erase?.({ ...who, act: "r1:1" }, never)).toEqual(erased);
    expect([await consents(), await source.read(who)]).toEqual([[], undefined]);
    // Its answer was lost.
    expect(await source.erase?.({ ...who, act: "r1:1" }, never)).toEqual(erased);
    expect(await source.erase?.(who, never)).toEqual({ state: "nothing", retained: [] });
    expect((await source.search({ storeId, text: "ben", limit: 20 })).rows).toHaveLength(1);
  });
});
