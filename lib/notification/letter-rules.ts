import type { EmailKind } from "@/emails/texts";
import type { Regime, RequestType } from "@/prisma/generated/enums";

/** What a law has a letter say. The letter's own texts name those of the first line, its last paragraphs the others. */
export type LetterFact =
  | ("answerBy" | "reason" | "answer" | "withheld" | "question" | "pause" | "proof" | "erased" | "kept" | "corrected")
  /** What the store does with the request, and how it checks who asks. */
  | "handling"
  /** That the person can write to the store, which looks again. */
  | "store"
  /** That the store has to acknowledge a complaint, and to say what comes of it. */
  | "acknowledgment"
  | "authority"
  | "court"
  /** That a record of the request is kept. */
  | "record"
  /** That the person can still have the store not sell or share their data. */
  | "optOut";

/** What a law has one letter say. */
interface LetterRule {
  article: string;
  names: readonly LetterFact[];
  /** What it names besides, by what was asked for. */
  of?: Partial<Record<RequestType, { article: string; names: readonly LetterFact[] }>>;
}

const CALIFORNIA_REFUSED = {
  erasure: { article: "11 CCR 7022(e) to (g)", names: ["record", "optOut"] },
} as const satisfies LetterRule["of"];

/** What each letter says by law. A letter that is not listed is asked for by none. */
export const letterRules = {
  "request-received": {
    gdpr: { article: "GDPR Art. 12(3)", names: ["answerBy"] },
    uk_gdpr: { article: "UK GDPR Art. 12(3), 12A", names: ["answerBy"] },
    ccpa: { article: "11 CCR 7021(a)", names: ["answerBy", "handling"] },
  },
  "request-extended": {
    gdpr: { article: "GDPR Art. 12(3)", names: ["answerBy", "reason", "store", "authority", "court"] },
    uk_gdpr: {
      article: "UK GDPR Art. 12A(3), (4); DPA 2018 s. 164A",
      names: ["answerBy", "reason", "store", "acknowledgment", "authority", "court"],
    },
    ccpa: {
      article: "Civil Code 1798.130(a)(2)(A), 1798.145(h)(1); 11 CCR 7021(b)",
      names: ["answerBy", "reason", "store", "authority"],
    },
  },
  "request-refused": {
    gdpr: { article: "GDPR Art. 12(4)", names: ["reason", "store", "authority", "court"] },
    uk_gdpr: {
      article: "UK GDPR Art. 12(4); DPA 2018 s. 164A",
      names: ["reason", "store", "acknowledgment", "authority", "court"],
    },
    ccpa: {
      article: "Civil Code 1798.145(h)(2); 11 CCR 7022(f), 7023(f), 7024(e), 7026(e)",
      names: ["reason", "store", "authority"],
      of: CALIFORNIA_REFUSED,
    },
  },
  "partly-refused": {
    gdpr: { article: "GDPR Art. 12(4), 15(4)", names: ["withheld", "store", "authority", "court"] },
    uk_gdpr: {
      article: "UK GDPR Art. 12(4), 15(4); DPA 2018 s. 164A",
      names: ["withheld", "store", "acknowledgment", "authority", "court"],
    },
    ccpa: { article: "11 CCR 7024(e)", names: ["withheld", "store", "authority"] },
  },
  "no-data": {
    gdpr: { article: "GDPR Art. 15(1), 12(4)", names: ["answer", "store", "authority", "court"] },
    uk_gdpr: {
      article: "UK GDPR Art. 15(1), 12(4); DPA 2018 s. 164A",
      names: ["answer", "store", "acknowledgment", "authority", "court"],
    },
    ccpa: { article: "Civil Code 1798.130(a)(2)(A), 1798.145(h)(2)", names: ["answer", "store", "authority"] },
  },
  "message-sent": {
    gdpr: { article: "GDPR recital 63; EDPB Guidelines 01/2022, 159", names: ["question", "pause"] },
    uk_gdpr: { article: "UK GDPR Art. 12A(5)", names: ["question", "pause"] },
    // California's clock does not wait.
    ccpa: { article: "11 CCR 7021(b)", names: ["question"] },
  },
  "request-paused": {
    gdpr: { article: "GDPR Art. 12(6), recital 63; EDPB Guidelines 01/2022, 159", names: ["question", "pause"] },
    uk_gdpr: { article: "UK GDPR Art. 12(6), 12A(2)(b), (5)", names: ["question", "pause"] },
    ccpa: { article: "11 CCR 7021(b)", names: ["question"] },
  },
  "proof-requested": {
    gdpr: { article: "GDPR Art. 12(6)", names: ["proof"] },
    uk_gdpr: { article: "UK GDPR Art. 12(6), 12A(2)(b)", names: ["proof"] },
    ccpa: { article: "11 CCR 7021(a)", names: ["proof"] },
  },
  erased: {
    gdpr: { article: "GDPR Art. 12(3), 12(4), 17", names: ["erased", "kept", "store", "authority", "court"] },
    uk_gdpr: {
      article: "UK GDPR Art. 12(3), 12(4), 17; DPA 2018 s. 164A",
      names: ["erased", "kept", "store", "acknowledgment", "authority", "court"],
    },
    ccpa: { article: "11 CCR 7022(e), (f)", names: ["erased", "kept", "store", "authority"] },
  },
  // A part that was not corrected is refused: so it says what a person can do.
  corrected: {
    gdpr: { article: "GDPR Art. 12(3), 12(4), 16, 19", names: ["corrected", "reason", "store", "authority", "court"] },
    uk_gdpr: {
      article: "UK GDPR Art. 12(3), 12(4), 16, 19; DPA 2018 s. 164A",
      names: ["corrected", "reason", "store", "acknowledgment", "authority", "court"],
    },
    ccpa: { article: "Civil Code 1798.106; 11 CCR 7023", names: ["corrected", "reason", "store", "authority"] },
  },
} as const satisfies { [K in EmailKind<"customer">]?: Record<Regime, LetterRule> };

/** Whether a law has a letter say anything. */
export function isLegalLetter(kind: string): kind is keyof typeof letterRules {
  return Object.hasOwn(letterRules, kind);
}

/**
 * What a letter says by the laws that a request is under, each fact once. Where no law is known, such as in a country
 * without one, it is what the strictest asks for, in neutral words.
 */
export function letterFacts(kind: string, regimes: readonly Regime[], type: RequestType): Set<LetterFact> {
  if (!isLegalLetter(kind)) return new Set();
  const rules: Record<Regime, LetterRule> = letterRules[kind];
  const known = regimes.length > 0 ? regimes : (["gdpr"] as const);
  return new Set(known.flatMap((regime) => [...rules[regime].names, ...(rules[regime].of?.[type]?.names ?? [])]));
}
