import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asForm, type Form } from "@/test/harness/form";
import { freePort } from "@/test/harness/free-port";
import { type HttpBrowser, openBrowser } from "@/test/harness/http-browser";
import { listen, stopListening } from "@/test/harness/local-server";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { createStores, type StoreRef } from "@/test/harness/stores";
import { startOwnApp } from "./own-app";

/** What must not be reached listens at each address of this machine, on a port that nothing allows. */
const port = await freePort();
const allowedPort = await freePort();
const NAMES: Record<string, string[][]> = {
  "evil.test": [["127.0.0.1"]],
  "mixed.test": [["93.184.216.34", "127.0.0.1"]],
  "map.test": [["::ffff:127.0.0.1"]],
  "meta.test": [["169.254.169.254"]],
  "ula.test": [["fd00::1"]],
  "nat64.test": [["64:ff9b::7f00:1"]],
  "six4.test": [["2002:7f00:1::"]],
  // A public address at first, which nothing answers at on that port; then this machine.
  "rebind.test": [["93.184.216.34"], ["127.0.0.2"]],
};
const { origin, databaseUrl } = await startOwnApp("ssrf", {
  env: {
    ALLOW_PRIVATE_SOURCES: `127.0.0.1:${allowedPort}`,
    NODE_OPTIONS: "--import ./test/attacks/hostile-dns.mjs",
    HOSTILE_NAMES: JSON.stringify(NAMES),
  },
});

let reached = 0;
let guarded: Server;
let owner: HttpBrowser;
let path: string;

async function signIn(store: StoreRef | undefined) {
  if (!store) throw new Error("no store");
  const merchant = await createMerchant(databaseUrl, { store, role: "owner", email: `${store.slug}@ssrf.example` });
  owner = openBrowser({ origin, address: "203.0.113.120" });
  await signInMerchant(owner, merchant);
  path = `/dashboard/${store.slug}/settings/connections`;
}

beforeAll(async () => {
  guarded = createServer((socket) => {
    reached++;
    socket.destroy();
  });
  await new Promise<void>((done) => guarded.listen({ port, host: "::" }, done));
  await signIn((await createStores(databaseUrl, 1, "ssrf"))[0]);
});
afterAll(async () => {
  await new Promise((done) => guarded.close(done));
  await stopListening();
});

let form: Form | undefined;

/** What the page says where an owner connects a Vendure at an address: it is called at once. */
async function connectAt(address: string): Promise<string> {
  form ??= await owner.form(`${path}?connect=vendure`, "apiKey");
  const answer = await owner.post(asForm(form, { name: "Shop", address, apiKey: "key" }));
  return visible(answer.text);
}

/** A page's text. */
function visible(html: string): string {
  return html.replaceAll(/<script[\s\S]*?<\/script>|<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

/** Ways to write, or to resolve to, this machine, a private network and a cloud's metadata service. */
const hosts = [
  ...[`127.0.0.1:${port}`, `[::1]:${port}`, `[::ffff:127.0.0.1]:${port}`, `2130706433:${port}`, `0x7f.1:${port}`],
  ...[`017700000001:${port}`, `localhost:${port}`, `evil.test:${port}`, `mixed.test:${port}`, `map.test:${port}`],
  ...["meta.test", "ula.test", "nat64.test", "six4.test", `0.0.0.0:${port}`, "[64:ff9b::7f00:1]", "[fe80::1]"],
  ...["100.64.0.1", "192.0.2.1", `127.0.0.2:${allowedPort}`, `127.0.0.2:${port}`, "169.254.169.254"],
];

test.each(hosts)("https://%s/ is refused when it is connected, and nothing is reached", async (host) => {
  expect(await connectAt(`https://${host}/`)).toContain("The address leads into a private network");
  expect(reached).toBe(0);
});

test.each([
  ...hosts.map((host) => `http://${host}/`),
  ...[`https://user:key@127.0.0.1:${allowedPort}/`, `file:///etc/passwd`, `gopher://127.0.0.1:${port}/`, `https://`],
])("%s is no address of a source", async (address) => {
  expect(await connectAt(address)).toContain("Enter an address that begins with https://");
  expect(reached).toBe(0);
});

test("a name that changes its answer once it has been checked is checked again", async () => {
  const first = await connectAt(`https://rebind.test:${port}/`);
  expect(first).toMatch(/No connection|in time/);
  expect(await connectAt(`https://rebind.test:${port}/`)).toContain("The address leads into a private network");
  expect(reached).toBe(0);
});

test.each([
  [301, `http://127.0.0.2:${port}/`],
  [302, "http://169.254.169.254/latest/meta-data/"],
  [303, `http://127.0.0.1:${port}/`],
  [307, `http://127.0.0.2:${port}/`],
  [308, `//localhost:${port}/`],
  [307, "/elsewhere"],
])("a source's redirect with %i to %s is not followed", async (status, location) => {
  const { requests } = await listen(
    (_request, response) => response.writeHead(status, { location }).end(),
    "127.0.0.1",
    allowedPort,
  );
  expect(await connectAt(`http://127.0.0.1:${allowedPort}/`)).toContain("It redirects to another address");
  expect(requests).toHaveLength(1);
  expect(reached).toBe(0);
  await stopListening();
});

test("a connected service whose check is asked for again reaches nothing either", async () => {
  await signIn((await createStores(databaseUrl, 1, "ssrf-checked"))[0]);
  const connect = await owner.form(`${path}?connect=web_service`, "address");
  for (const host of [`127.0.0.2:${port}`, `evil.test:${port}`, "meta.test"]) {
    const made = await owner.post(asForm(connect, { name: "Desk", address: `https://${host}/` }));
    expect(made.text).toContain("whsec_");
  }
  const check = await owner.form(path, "number");
  for (const number of ["1", "2", "3"]) expect((await owner.post(asForm(check, { number }))).status).toBe(303);
  const text = visible((await owner.get(path)).text);
  expect(text.split("The address leads into a private network").length - 1).toBe(3);
  expect(reached).toBe(0);
});
