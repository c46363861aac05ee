// A help desk that answers Dossier, as docs/source-protocol.md says. Start it with
// SECRET=whsec_… PORT=4000 node server.mjs; in earnest it is behind TLS and reads a database.
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
const people = read(process.env.PEOPLE ?? "people.json");
// What only we have, and its columns: the text names other people, so that it is "freeText".
const tickets = read("tickets.json");
const key = Buffer.from(process.env.SECRET.replace("whsec_", ""), "base64");
const PAGE_ROWS = 2;
// What was answered to each act, by its id: it may come again. In earnest a table of your database.
const acts = new Map();

/** Whether a call comes from Dossier: signed with our secret, not longer than five minutes ago. */
function isSigned({ headers }, body) {
  const timestamp = Number(headers["webhook-timestamp"]);
  if (!(Math.abs(Date.now() / 1000 - timestamp) < 300)) return false;
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = Buffer.from(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  // Two signatures while the secret is being replaced: one of them is enough.
  return String(headers["webhook-signature"])
    .split(" ")
    .map((text) => Buffer.from(text))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

const summary = ({ key, firstName, lastName, email, phone }) => ({
  record: key,
  title: `${firstName} ${lastName}`,
  email,
  phone,
});

/** Whether two phone numbers have the same digits, where one may lack the country's code. */
function isSamePhone(one, other) {
  const [a, b] = [one, other].map((phone) => (phone ?? "").replace(/\D/g, "").replace(/^0+/, ""));
  return Math.min(a.length, b.length) >= 7 && (a.endsWith(b) || b.endsWith(a));
}

const operations = {
  describe: () => ({
    ...{ protocol: 1, name: "Help desk", sections: ["profile", "consents"], ownSections: [tickets] },
    rights: ["erase", "object"],
  }),
  search({ text = "", record, limit }) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const isFound = (person) => {
      const all = `${person.firstName} ${person.lastName} ${person.email}`.toLowerCase();
      return record ? person.key === record : words.every((word) => all.includes(word));
    };
    return { hits: people.filter(isFound).slice(0, limit).map(summary) };
  },
  match({ ids, emails, phones }) {
    const isAsked = ({ key, email, phone }) =>
      ids.includes(key) || emails.includes(email?.toLowerCase()) || phones.some((asked) => isSamePhone(asked, phone));
    return { matches: people.filter(isAsked).map(summary) };
  },
  collect({ section, record, cursor = "0" }) {
    const { key, consents, tickets, ...profile } = people.find((person) => person.key === record) ?? {};
    const rows = key ? { profile: [profile], consents, tickets }[section] : [];
    const start = Number(cursor);
    return {
      rows: rows.slice(start, start + PAGE_ROWS).map((row) => ({ ...row, record })),
      ...(start + PAGE_ROWS < rows.length && { next: String(start + PAGE_ROWS) }),
    };
  },
  erase({ record }) {
    const place = people.findIndex((person) => person.key === record);
    if (place === -1) return { record, state: "nothing" };
    people.splice(place, 1);
    return { record, state: "erased", retained: ["How many tickets there were on each day"] };
  },
  object({ record, marketing }) {
    const person = people.find(({ key }) => key === record);
    if (!person) return { record, state: "nothing" };
    if (marketing) person.consents = person.consents.map((consent) => ({ ...consent, granted: false }));
    return { record, state: "done", note: "We sell no data" };
  },
};

createServer(async (request, response) => {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  const answer = (status, value) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  if (!isSigned(request, body)) return answer(401, { error: "not signed" });
  const { operation, ...question } = JSON.parse(body);
  if (!Object.hasOwn(operations, operation)) return answer(400, { error: "unknown operation" });
  const answered = acts.get(question.id) ?? operations[operation](question);
  if (question.id) acts.set(question.id, answered);
  return answer(200, answered);
}).listen(Number(process.env.PORT), "127.0.0.1");
