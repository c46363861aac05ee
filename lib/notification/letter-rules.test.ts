import { expect, test } from "vitest";
import type { EmailKind } from "@/emails/texts";
import { locales } from "@/lib/locale";
import type { Regime, RequestType } from "@/prisma/generated/enums";
import { composeEmail } from "./compose-email";
import { editableTexts } from "./editable-texts";
import type { EmailFacts } from "./email-facts";
import { type LetterFact, letterFacts, letterRules } from "./letter-rules";
import { listWithheld } from "./list-withheld";

type Kind = EmailKind<"customer">;

const EU = ["store", "authority", "court"] as const;
const UK = ["store", "acknowledgment", "authority", "court"] as const;
const CA = ["store", "authority"] as const;
/** What the laws have each letter say. A type of request where the law has a letter about that type say more. */
const asked: [Kind, Regime, article: string, LetterFact[], RequestType?][] = [
  ["request-received", "gdpr", "GDPR Art. 12(3)", ["answerBy"]],
  ["request-received", "uk_gdpr", "UK GDPR Art. 12(3), 12A", ["answerBy"]],
  ["request-received", "ccpa", "11 CCR 7021(a)", ["answerBy", "handling"]],
  ["request-extended", "gdpr", "GDPR Art. 12(3)", ["answerBy", "reason", ...EU]],
  ["request-extended", "uk_gdpr", "UK GDPR Art. 12A(3), (4); DPA 2018 s. 164A", ["answerBy", "reason", ...UK]],
  [
    "request-extended",
    "ccpa",
    "Civil Code 1798.130(a)(2)(A), 1798.145(h)(1); 11 CCR 7021(b)",
    ["answerBy", "reason", ...CA],
  ],
  ["request-refused", "gdpr", "GDPR Art. 12(4)", ["reason", ...EU]],
  ["request-refused", "uk_gdpr", "UK GDPR Art. 12(4); DPA 2018 s. 164A", ["reason", ...UK]],
  [
    "request-refused",
    "ccpa",
    "Civil Code 1798.145(h)(2); 11 CCR 7022(f), 7023(f), 7024(e), 7026(e)",
    ["reason", ...CA],
  ],
  ["request-refused", "ccpa", "11 CCR 7022(e) to (g)", ["reason", ...CA, "record", "optOut"], "erasure"],
  ["partly-refused", "gdpr", "GDPR Art. 12(4), 15(4)", ["withheld", ...EU]],
  ["partly-refused", "uk_gdpr", "UK GDPR Art. 12(4), 15(4); DPA 2018 s. 164A", ["withheld", ...UK]],
  ["partly-refused", "ccpa", "11 CCR 7024(e)", ["withheld", ...CA]],
  ["no-data", "gdpr", "GDPR Art. 15(1), 12(4)", ["answer", ...EU]],
  ["no-data", "uk_gdpr", "UK GDPR Art. 15(1), 12(4); DPA 2018 s. 164A", ["answer", ...UK]],
  ["no-data", "ccpa", "Civil Code 1798.130(a)(2)(A), 1798.145(h)(2)", ["answer", ...CA]],
  ["message-sent", "gdpr", "GDPR recital 63; EDPB Guidelines 01/2022, 159", ["question", "pause"]],
  ["message-sent", "uk_gdpr", "UK GDPR Art. 12A(5)", ["question", "pause"]],
  ["message-sent", "ccpa", "11 CCR 7021(b)", ["question"]],
  ["request-paused", "gdpr", "GDPR Art. 12(6), recital 63; EDPB Guidelines 01/2022, 159", ["question", "pause"]],
  ["request-paused", "uk_gdpr", "UK GDPR Art. 12(6), 12A(2)(b), (5)", ["question", "pause"]],
  ["request-paused", "ccpa", "11 CCR 7021(b)", ["question"]],
  ["proof-requested", "gdpr", "GDPR Art. 12(6)", ["proof"]],
  ["proof-requested", "uk_gdpr", "UK GDPR Art. 12(6), 12A(2)(b)", ["proof"]],
  ["proof-requested", "ccpa", "11 CCR 7021(a)", ["proof"]],
  ["erased", "gdpr", "GDPR Art. 12(3), 12(4), 17", ["erased", "kept", ...EU], "erasure"],
  ["erased", "uk_gdpr", "UK GDPR Art. 12(3), 12(4), 17; DPA 2018 s. 164A", ["erased", "kept", ...UK], "erasure"],
  ["erased", "ccpa", "11 CCR 7022(e), (f)", ["erased", "kept", ...CA], "erasure"],
  ["corrected", "gdpr", "GDPR Art. 12(3), 12(4), 16, 19", ["corrected", "reason", ...EU], "correction"],
  [
    "corrected",
    "uk_gdpr",
    "UK GDPR Art. 12(3), 12(4), 16, 19; DPA 2018 s. 164A",
    ["corrected", "reason", ...UK],
    "correction",
  ],
  ["corrected", "ccpa", "Civil Code 1798.106; 11 CCR 7023", ["corrected", "reason", ...CA], "correction"],
];

/** The words by which each fact is known in a letter, in each language. */
const words: Record<LetterFact, Record<(typeof locales)[number], RegExp>> = {
  answerBy: { en: /by December 24, 2026/, de: /bis zum 24\. Dezember 2026/ },
  reason: { en: /Old orders/, de: /Old orders/ },
  answer: { en: /holds no personal data about you/, de: /keine personenbezogenen Daten über Sie/ },
  withheld: {
    en: /Orders\s+\* another person’s data\s+\* my own words\s/,
    de: /Bestellungen\s+\* Daten einer anderen Person\s+\* my own words\s/,
  },
  question: {
    en: /(?:A message from|What) .*:\s+Which order\?/,
    de: /(?:Eine Nachricht von|Was) .*:\s+Which order\?/,
  },
  pause: {
    en: /the time that .* has to answer does not run|While it waits, it may answer later/,
    de: /läuft die Frist nicht, in der|Solange der Shop wartet, darf er später antworten/,
  },
  proof: {
    en: /Two facts are enough.*Never send a copy of an identity/,
    de: /Zwei Angaben genügen.*nie eine Ausweiskopie/,
  },
  erased: { en: /What was erased\s+\*? ?.*Customer profiles: 1/, de: /Was gelöscht wurde\s+.*Kundenprofile: 1/ },
  kept: {
    en: /2 orders, .* keep our books \(§ 147 AO\)[\s\S]*we keep that this request was made/,
    de: /2 Bestellungen, .*Bücher aufzubewahren \(§ 147 AO\)[\s\S]*bewahren wir auf, dass diese Anfrage gestellt/,
  },
  corrected: {
    en: /What was corrected\s+\* City: \S?Berlin\S? is now \S?Hamburg <b>[\s\S]*corrected or told\s+\* the shop system\s+\* \S?Helpdesk/,
    de: /Was berichtigt wurde\s+\* Ort: \S?Berlin\S? ist jetzt \S?Hamburg <b>[\s\S]*informiert hat\s+\* das Shopsystem\s+\* \S?Helpdesk/,
  },
  handling: { en: /What happens now: .* looks for the data/, de: /Was jetzt geschieht: .* sucht die Daten/ },
  store: { en: /Write to privacy@northwind\.example/, de: /Schreiben Sie an privacy@northwind\.example/ },
  acknowledgment: { en: /confirms within 30 days/, de: /bestätigt innerhalb von 30 Tagen/ },
  authority: {
    en: /complain to (?:a data protection authority|the Information Comm|the California Privacy)/,
    de: /(?:bei einer Datenschutz-Aufsichtsbehörde|beim Information Comm|bei der California Privacy)/,
  },
  court: { en: /go to court/, de: /vor Gericht klagen/ },
  record: { en: /keeps a record of this request/, de: /bewahrt einen Nachweis dieser Anfrage/ },
  optOut: { en: /you can still ask it not to/, de: /können Sie dem weiterhin widersprechen/ },
};

const redaction = { section: "orders", row: 0, pointer: "/note", reasonText: null };
const copy = {
  ownSections: [],
  redactions: [
    { ...redaction, reason: "other_person" },
    { ...redaction, row: 1, reason: "other_person" },
    { ...redaction, row: 2, reason: "other", reasonText: "my own\nwords" },
  ],
};
const delivery = {
  ...{ method: "link" as const, state: "live" as const, createdByName: "Nancy", expiresAt: null, live: true },
  ...{ tooLarge: false, message: null },
};

const facts = (regimes: Regime[], type: RequestType, country: string | null = null): Omit<EmailFacts, "locale"> => ({
  audience: "customer",
  store: {
    ...{ slug: "northwind", name: "Northwind", accentColor: "#14532d", contactEmail: "privacy@northwind.example" },
    ...{
      timeZone: null,
      informationConfirmedAt: null,
      establishedIn: country,
      establishedSubdivision: null,
      otherLaws: [],
    },
  },
  request: {
    ...{ id: "01930000-0000-7000-8000-000000000001", reference: "DR-7K3F-9QXM", type, state: "open", regimes },
    ...{ email: "maria@alfki.example", matchCount: 1, formatLocale: null, answer: null, emailVerified: true },
    ...{ platformCustomerId: null, customerName: "Maria", source: "guest", lastSearch: null },
    ...{ refusalReason: "Old orders <b>", extensionReason: "Old orders <b>", extendedFrom: null },
    ...{ createdAt: new Date("2026-11-24T21:41:00Z"), dueAt: new Date("2026-12-24T21:41:00Z") },
  },
  ...{ export: null, delivery: null, event: null, mayDownload: false, due: null, token: undefined },
});

/** What is loaded for a letter besides its request. */
const about = (kind: Kind, locale: string): Partial<EmailFacts> =>
  kind === "partly-refused"
    ? { delivery: { ...delivery, withheld: listWithheld(copy, locale) } }
    : kind === "corrected"
      ? {
          correction: {
            changes: [{ field: "city", oldValue: "Berlin", newValue: "Hamburg <b>" }],
            told: ["", "Helpdesk"],
          },
        }
      : { message: "Which order?", event: { at: new Date(), actorName: null, pause: "clarification" }, erasure };
const erasure: EmailFacts["erasure"] = {
  ...{ rows: { profile: 1, keptOrders: 2 }, elsewhere: [], retained: [], queued: [] },
  keeping: { years: 8, statute: "§ 147 AO" },
};

const letter = async (kind: Kind, locale: string, ...of: Parameters<typeof facts>) =>
  (await composeEmail(kind, { ...facts(...of), ...about(kind, locale), locale })).text;

test.each(asked)("%s says under %s what %s asks for", async (kind, regime, article, names, type = "export") => {
  const rule = letterRules[kind as keyof typeof letterRules][regime];
  expect("of" in rule && type in rule.of ? rule.of[type as "erasure"].article : rule.article).toBe(article);
  expect([...letterFacts(kind, [regime], type)].sort()).toEqual([...names].sort());
  for (const locale of locales) {
    const text = await letter(kind, locale, [regime], type);
    for (const name of names) expect(text, `${name} in ${locale}`).toMatch(words[name][locale]);
  }
});

test("every letter that a law asks for is in the table, under each law", () => {
  const listed = new Set(asked.map(([kind, regime]) => `${kind} ${regime}`));
  expect([...listed].sort()).toEqual(
    Object.entries(letterRules)
      .flatMap(([kind, rules]) => Object.keys(rules).map((regime) => `${kind} ${regime}`))
      .sort(),
  );
});

test.each(["message-sent", "request-paused"] as const)(
  "%s says that the time waits by those laws alone that know it",
  async (kind) => {
    const paused = /does not run|may answer later|goes on/;
    expect(await letter(kind, "en", ["ccpa"], "export")).not.toMatch(paused);
    expect(await letter(kind, "en", ["gdpr", "ccpa"], "export")).toContain(
      "the time to answer does not run for GDPR; it goes on for California.",
    );
    // The clock of UK law waits for a question about access alone.
    expect(await letter(kind, "en", ["uk_gdpr"], "erasure")).not.toMatch(paused);
    expect(await letter(kind, "de", ["gdpr", "ccpa"], "export")).toContain("für Kalifornien läuft sie weiter");
  },
);

test("a request under three laws names each of them, and says nothing twice", async () => {
  const text = await letter("request-refused", "en", ["gdpr", "uk_gdpr", "ccpa"], "erasure", "FR");
  for (const once of ["cnil.fr", "ico.org.uk", "cppa.ca.gov", "confirms within 30 days", "go to court", "say why"])
    expect(text.split(once), once).toHaveLength(2);
});

test.each([
  ["FR", "the store's country: Commission nationale de l’informatique et des libertés (CNIL) (cnil.fr)."],
  ["DE", "in the store's federal state (list: bfdi.bund.de/"],
  ["US", "(list: edpb.europa.eu/"],
  [null, "(list: edpb.europa.eu/"],
])("the authority is that of the store's country: %s", async (country, expected) => {
  expect(await letter("no-data", "en", ["gdpr"], "export", country)).toContain(expected);
});

test("in a country without rules a refusal promises no authority, and still says what a person can do", async () => {
  const text = await letter("request-refused", "en", [], "objection", "BR");
  expect(text).toContain("has refused your objection to marketing for this reason");
  expect(text).toContain("Write to privacy@northwind.example");
  expect(text).toContain("the data protection authority of your country, if it has one.\n\nYou can also go to court.");
  expect(text).not.toMatch(/California|United Kingdom|edpb/);
});

test.each([
  ["export", "Your data will be sent shortly. You'll hear from us by December 24, 2026."],
  ["erasure", "has received your request: Erasure of personal data. You'll hear from us by December 24, 2026."],
] as const)("who asks for %s is told when the answer comes", async (type, expected) => {
  expect(await letter("request-received", "en", ["gdpr"], type)).toContain(expected);
});

test("nothing held: the letter says by what of the request the person was looked for", async () => {
  const of = facts(["gdpr"], "erasure");
  const asked = (askedBy: string[]) => ({ source: "dossier-database", title: null, askedBy, answeredAt: null });
  const lastSearch = { sources: [asked(["email", "account"]), asked(["email", "phone", "record"])] };
  const request = of.request && { ...of.request, lastSearch };
  const { text } = await composeEmail("no-data", { ...of, request, locale: "en" });
  expect(text).toContain(
    "has looked for the email address, the customer account, and the phone number of your request",
  );
  expect(text).toContain("So there is nothing to erase.");
  expect(await letter("no-data", "en", ["gdpr"], "export")).toContain(
    "has looked for the email address of your request",
  );
});

test("what a store writes itself takes nothing away that a law asks for", async () => {
  for (const [kind, regime, , names, type = "export"] of asked) {
    expect(editableTexts[kind].parts).toContain("opening");
    const own = {
      ownTexts: { subject: "Hi", opening: "Hello.", closing: "Bye." },
      ...about(kind, "en"),
    };
    const { text } = await composeEmail(kind, { ...facts([regime], type), locale: "en", ...own });
    expect(text).toContain("Hello.");
    for (const name of names) expect(text, `${kind} ${regime} ${name}`).toMatch(words[name].en);
  }
});
