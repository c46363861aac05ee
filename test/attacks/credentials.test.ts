import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { connectionKindNames, kindNamed } from "@/lib/source/connection/kinds";
import { startMatching } from "@/lib/subject/start-matching";
import { makeConnection } from "@/test/factories/connection";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { codings } from "@/test/harness/dump";
import { asForm } from "@/test/harness/form";
import { freePort } from "@/test/harness/free-port";
import { type HttpBrowser, openBrowser } from "@/test/harness/http-browser";
import { listen, stopListening } from "@/test/harness/local-server";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { allTables, tablesWith } from "@/test/harness/tables-with";
import { startOwnApp } from "./own-app";

/** Credentials of live sources, looked for in all that an app stores and logs while they are used, refused and echoed. */
const port = await freePort();
const address = `http://127.0.0.1:${port}/`;
/** The same by another name, since nobody connects one address twice. */
const otherAddress = `http://localhost:${port}/`;
const app = await startOwnApp("credentials", {
  env: { WORKER: "on", ALLOW_PRIVATE_SOURCES: `127.0.0.1:${port},localhost:${port}` },
});
const store = await makeStore();
const secrets: string[] = [];
const connections = new Map<string, number>();
let owner: HttpBrowser;
let path: string;

/** A secret as each kind takes it, remembered. */
function secret(prefix = ""): string {
  const made = prefix + (prefix === "whsec_" ? randomBytes(32).toString("base64") : randomBytes(24).toString("hex"));
  secrets.push(made);
  return made;
}

const credentialsOf: Record<(typeof connectionKindNames)[number], () => unknown> = {
  web_service: () => ({
    secret: secret("whsec_"),
    former: { secret: secret("whsec_"), until: "2099-01-01T00:00:00Z" },
  }),
  shopify: () => ({ clientId: "client", clientSecret: secret("shpss_"), adminToken: secret("shpat_") }),
  vendure: () => ({ apiKey: secret() }),
  woocommerce: () => ({ consumerKey: secret("ck_"), consumerSecret: secret("cs_") }),
};

beforeAll(async () => {
  // A hostile system: it says what it was sent, in its error.
  await listen(
    async (request, response) => {
      let body = "";
      for await (const piece of request.setEncoding("utf8")) body += piece;
      response.writeHead(500, { "content-type": "application/json", "x-echo": String(request.headers.authorization) });
      response.end(JSON.stringify({ error: request.headers, errors: [{ message: request.rawHeaders.join() }], body }));
    },
    "127.0.0.1",
    port,
  );
  for (const kind of connectionKindNames) {
    const fields = { kind, address, name: `System ${kind}`, credentials: credentialsOf[kind]() };
    // As if it had answered a check once: its sections are asked for.
    const description = {
      sections: ["profile", "orders"],
      moneyPrecision: 2,
      customFields: { customer: [], order: [], line: [] },
    };
    connections.set(kind, (await makeConnection(store.id, { ...fields, description })).number);
  }
  owner = openBrowser({ origin: app.origin, address: "203.0.113.121" });
  const merchant = { store, role: "owner", email: "owner@credentials.example" } as const;
  await signInMerchant(owner, await createMerchant(app.databaseUrl, merchant));
  path = `/dashboard/${store.slug}/settings/connections`;
});
afterAll(stopListening);

test("a check, a search, a search for a person's records and refused credentials leave none of them anywhere", async () => {
  const check = await owner.form(path, "number");
  for (const number of connections.values()) await owner.post(asForm(check, { number: String(number) }));
  const searched = await owner.get(`/dashboard/${store.slug}/customers?q=okafor&live=1`);
  const pages = [(await owner.get(path)).text, searched.text];
  for (const kind of connectionKindNames) {
    const fields = kindNamed(kind)?.fields ?? [];
    const pasted = fields.find(({ type }) => type === "password");
    if (!pasted) continue;
    const typed = Object.fromEntries(
      fields.map(({ name, of, type }) => [
        name,
        type === "password" ? secret() : of === "address" ? otherAddress : "client",
      ]),
    );
    for (const query of [`connect=${kind}`, `secret=${connections.get(kind)}`]) {
      const form = await owner.form(`${path}?${query}`, pasted.name);
      const answer = await owner.post(asForm(form, { name: "Refused", ...typed }));
      expect(answer.text).toContain("Not connected.");
      pages.push(answer.text);
    }
  }
  const { id: requestId } = await makeRequest(store.id);
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId: store.id, requestId }));
  const isOver = async () => {
    const { rows } = await database().query(
      "SELECT state FROM pgboss.job WHERE name = 'match-subject' AND state IN ('completed', 'failed', 'retry')",
    );
    return rows.length;
  };
  await expect.poll(isOver, { timeout: 60_000, interval: 500 }).toBe(1);

  expect(secrets.length).toBeGreaterThan(7);
  const looked = secrets.flatMap(codings);
  expect(pages.filter((page) => looked.some((form) => page.includes(form)))).toEqual([]);
  expect(looked.filter((form) => app.output().includes(form))).toEqual([]);
  expect(await tablesWith(...looked)).toEqual([]);
  // The same look finds what is there.
  expect(await tablesWith("System vendure")).toEqual(["public.connection", "public.request"]);
  expect((await allTables()).filter((name) => name.startsWith("pgboss."))).toContain("pgboss.job");
  expect(app.output()).toContain("a live source did not answer a search");
});
