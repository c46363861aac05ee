import { afterAll, expect, test, vi } from "vitest";
import { asForm } from "@/test/harness/form";
import { openBrowser } from "@/test/harness/http-browser";
import { query } from "@/test/harness/postgres";
import { startSmtp } from "@/test/harness/smtp";
import { createStores } from "@/test/harness/stores";
import { startOwnApp } from "./own-app";

const smtp = await startSmtp();
afterAll(() => smtp.close());
const { origin, databaseUrl } = await startOwnApp("headers", { smtpUrl: smtp.url, env: { WORKER: "on" } });
const stores = await createStores(databaseUrl, 8, "headers");
const browser = openBrowser({ origin, address: "203.0.113.60" });

/** The only headers that an email may have. */
const HEADERS = [
  ...["from", "to", "reply-to", "subject", "message-id", "date", "mime-version", "content-type"],
  ...["content-transfer-encoding", "auto-submitted", "x-auto-response-suppress"],
];

function headOf(source: string): Map<string, string[]> {
  const head = source.split("\r\n\r\n")[0] ?? "";
  const found = new Map<string, string[]>();
  for (const line of head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const name = line.slice(0, line.indexOf(":")).toLowerCase();
    found.set(name, [...(found.get(name) ?? []), line.slice(line.indexOf(":") + 1).trim()]);
  }
  return found;
}

function mailsTo(address: string) {
  return smtp.messages.filter(({ recipient }) => recipient === address);
}

/** Sends a guest's request. @returns whether the form accepted the address. */
async function ask(slug: string, email: string): Promise<boolean> {
  const form = await browser.form(`/s/${slug}`, "email");
  const answer = await browser.post(asForm(form, { email }));
  const location = answer.headers.get("location");
  const { text } = location
    ? await browser.get(new URL(location, origin).pathname + new URL(location, origin).search)
    : answer;
  return text.includes("check your inbox");
}

test.each([
  "victim@a.example,attacker@b.example",
  "victim@a.example, attacker@b.example",
  "victim@a.example;attacker@b.example",
  "victim@a.example attacker@b.example",
  "victim@a.example\r\nBcc: attacker@b.example",
  "victim@a.example\nRCPT TO:<attacker@b.example>",
  "victim@a.example%0d%0aBcc:attacker@b.example",
  "Victim <victim@a.example>",
  "<victim@a.example>,<attacker@b.example>",
  "victim@a.example>,<attacker@b.example",
  '"victim\r\n"@a.example',
  '"a@b.example,victim"@a.example',
  '"victim"@a.example',
  "victim(comment)@a.example",
  "@b.example:victim@a.example",
  "attacker%b.example@a.example,x@y.example",
  "group:victim@a.example,attacker@b.example;",
  "=?utf-8?q?victim=40a.example=2Cattacker=40b.example?=",
  "victim@[127.0.0.1]",
  "victim@a.example SIZE=1 NOTIFY=SUCCESS",
  `${"v".repeat(65)}@a.example`,
  `victim@${"a".repeat(250)}.example`,
])("the form does not accept %j, and nobody gets an email", async (email) => {
  expect(await ask(stores[0]?.slug ?? "", email)).toBe(false);
  expect(mailsTo(email)).toEqual([]);
  for (const address of ["victim@a.example", "attacker@b.example"]) expect(mailsTo(address)).toEqual([]);
});

test.each([
  ["a name with a header", "Evil\r\nBcc: attacker@b.example\r\nX-Injected: yes"],
  ["a name with a whole body", "Evil\r\n\r\n<script>alert(1)</script>"],
  ["a name of HTML", `<img src=x onerror=alert(1)>"'&<a href="https://evil.example">click</a>`],
  ["an address in a name", '"Bank" <bank@evil.example>, other@b.example'],
  ["encoded words", "=?utf-8?q?=0d=0aBcc:_attacker=40b.example?="],
  ["a name of ten thousand characters", "Ω ".repeat(5000)],
  ["lone surrogates, separators and characters that reverse text", "a\u2028b\u2029c\u202ed\u0085e\u000bf\ufffd"],
])("a store with %s writes to one recipient, without an injected header or unescaped HTML", async (about, name) => {
  const index = [...about].reduce((sum, character) => sum + character.charCodeAt(0), 0);
  const [store] = stores.slice(1 + (index % 7));
  if (!store) throw new Error("no store");
  // Not by the settings' form, which refuses line breaks.
  await query(databaseUrl, "UPDATE store SET name = $2, sender_name = $2 WHERE id = $1", [store.id, name]);
  const email = `reader-${index}@mail.example`;
  expect(await ask(store.slug, email)).toBe(true);
  await vi.waitUntil(() => mailsTo(email).length > 0, { timeout: 30_000, interval: 50 });
  const [mail, ...more] = mailsTo(email);
  if (!mail) throw new Error("no email");
  expect(more).toEqual([]);
  expect(mail.recipient).toBe(email);
  const source = mail.source.toString("latin1");
  const head = headOf(source);
  expect([...head.keys()].filter((header) => !HEADERS.includes(header))).toEqual([]);
  for (const [header, values] of head) expect(values, header).toHaveLength(1);
  expect(head.get("to")?.[0]).toBe(email);
  expect(head.get("from")?.[0]).toMatch(/<dossier@shop\.example>$/);
  for (const line of source.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998); // RFC 5322, 2.1.1
  expect(mail.html).not.toMatch(/<(?:script|img src=x)|href="https:\/\/evil/i);
  expect(mailsTo("attacker@b.example")).toEqual([]);
});
