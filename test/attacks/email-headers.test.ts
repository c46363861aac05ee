import { expect, inject, test } from "vitest";
import { asForm } from "@/test/harness/form";
import { createStores } from "@/test/harness/stores";
import { openBrowser } from "./browser";
import { awaitMails, mailsTo } from "./inbox";
import { query } from "./people";

const { origin, databaseUrl } = inject("app");
const stores = await createStores(databaseUrl, 8, "headers");
const browser = openBrowser({ origin, address: "203.0.113.60" });

/** What every e-mail's head may hold, and nothing else. */
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

/** Asks as a guest. @returns whether the form took the address. */
async function ask(slug: string, email: string): Promise<boolean> {
  const form = await browser.form(`/s/${slug}`, "email");
  const answer = await browser.post(asForm(form, { email }));
  const led = answer.headers.get("location");
  const { text } = led ? await browser.get(new URL(led, origin).pathname + new URL(led, origin).search) : answer;
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
])("the form takes no %j, and nobody is written to", async (email) => {
  expect(await ask(stores[0]?.slug ?? "", email)).toBe(false);
  expect(await mailsTo(email)).toEqual([]);
  for (const address of ["victim@a.example", "attacker@b.example"]) expect(await mailsTo(address)).toEqual([]);
});

test.each([
  ["a name with a header", "Evil\r\nBcc: attacker@b.example\r\nX-Injected: yes"],
  ["a name with a whole body", "Evil\r\n\r\n<script>alert(1)</script>"],
  ["a name of HTML", `<img src=x onerror=alert(1)>"'&<a href="https://evil.example">click</a>`],
  ["an address in a name", '"Bank" <bank@evil.example>, other@b.example'],
  ["encoded words", "=?utf-8?q?=0d=0aBcc:_attacker=40b.example?="],
  ["a name of ten thousand signs", "Ω ".repeat(5000)],
  ["lone surrogates, separators and signs that turn text round", "a\u2028b\u2029c\u202ed\u0085e\u000bf\ufffd"],
])(
  "a store with %s writes to one recipient, with no header of its own and nothing raw in the HTML",
  async (about, name) => {
    const index = [...about].reduce((sum, sign) => sum + sign.charCodeAt(0), 0);
    const [store] = stores.slice(1 + (index % 7));
    if (!store) throw new Error("no store");
    // Past the settings' form, which refuses line breaks: whatever a database holds.
    await query(databaseUrl, "UPDATE store SET name = $2, sender_name = $2 WHERE id = $1", [store.id, name]);
    const email = `reader-${index}@mail.example`;
    expect(await ask(store.slug, email)).toBe(true);
    const [mail, ...more] = await awaitMails(email);
    if (!mail) throw new Error("no e-mail");
    expect(more).toEqual([]);
    expect(mail.recipient).toBe(email);
    const head = headOf(mail.source);
    expect([...head.keys()].filter((header) => !HEADERS.includes(header))).toEqual([]);
    for (const [header, values] of head) expect(values, header).toHaveLength(1);
    expect(head.get("to")?.[0]).toBe(email);
    expect(head.get("from")?.[0]).toMatch(/<dossier@shop\.example>$/);
    for (const line of mail.source.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998); // RFC 5322, 2.1.1
    expect(mail.html).not.toMatch(/<(?:script|img src=x)|href="https:\/\/evil/i);
    expect(await mailsTo("attacker@b.example")).toEqual([]);
  },
);
