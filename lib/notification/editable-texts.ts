import type { EmailKind } from "@/emails/texts";
import { hasDirection, withoutControls } from "@/lib/isolate";
import { type Locale, messagesOf } from "@/lib/locale";

/** The page on which customers make their requests, of which only the opening is a text of the store's. */
export const REQUEST_PAGE = "request-page";

/** What a text belongs to: an email to customers, or the request page. */
export type TextName = EmailKind<"customer"> | typeof REQUEST_PAGE;

export const textParts = ["subject", "opening", "closing"] as const;
export type TextPart = (typeof textParts)[number];

/** The longest text of each part, in UTF-16 units; what inboxes show of a subject is shorter still. */
export const MAX_TEXT_LENGTHS: Record<TextPart, number> = { subject: 150, opening: 1500, closing: 1500 };

/** What a text may name in braces. The messages under `texts.variables` say what each stands for. */
export type TextVariable = "store" | "reference" | "requested" | "due";

interface EditableText {
  parts: readonly TextPart[];
  variables: readonly TextVariable[];
  /** Whether the default opening says what nobody may leave out: the store's own then comes before it. */
  keepsIntro?: true;
}

const WHOLE = ["subject", "opening", "closing"] as const;
/** Of an email whose subject a reader has to recognize: it verifies, signs in, or carries a code. */
const BODY = ["opening", "closing"] as const;
const OF_REQUEST = ["store", "reference", "requested"] as const;
const WHILE_OPEN = [...OF_REQUEST, "due"] as const;

/**
 * What a store may write itself, in the order of the page. All else is fixed: headings, facts, buttons and what they do,
 * codes, what a person can do who did not ask, reasons and remedies, and the footer with the store's contact.
 */
export const editableTexts: Record<TextName, EditableText> = {
  [REQUEST_PAGE]: { parts: ["opening"], variables: ["store"] },
  "verify-request": { parts: BODY, variables: OF_REQUEST },
  "verify-reminder": { parts: BODY, variables: OF_REQUEST },
  "verify-address": { parts: BODY, variables: OF_REQUEST },
  "confirm-address": { parts: BODY, variables: OF_REQUEST },
  "sign-in-link": { parts: BODY, variables: ["store"] },
  "request-received": { parts: WHOLE, variables: WHILE_OPEN },
  "export-preparing": { parts: WHOLE, variables: WHILE_OPEN },
  "export-failed": { parts: WHOLE, variables: WHILE_OPEN },
  "request-extended": { parts: WHOLE, variables: WHILE_OPEN, keepsIntro: true },
  "delivery-link": { parts: WHOLE, variables: OF_REQUEST },
  "encrypted-delivery": { parts: WHOLE, variables: OF_REQUEST },
  "partly-refused": { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  "delivery-code": { parts: BODY, variables: OF_REQUEST, keepsIntro: true },
  "delivery-opened": { parts: WHOLE, variables: OF_REQUEST },
  "delivery-downloaded": { parts: WHOLE, variables: OF_REQUEST },
  "delivery-expired": { parts: WHOLE, variables: OF_REQUEST },
  "delivery-revoked": { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  "request-answered": { parts: WHOLE, variables: OF_REQUEST },
  "no-data": { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  "request-paused": { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  "message-sent": { parts: WHOLE, variables: OF_REQUEST },
  "agent-confirm": { parts: BODY, variables: OF_REQUEST, keepsIntro: true },
  "proof-requested": { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  "message-code": { parts: BODY, variables: OF_REQUEST, keepsIntro: true },
  "request-refused": { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  "request-cancelled": { parts: WHOLE, variables: OF_REQUEST },
  "erasure-approved": { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  "erasure-stopped": { parts: WHOLE, variables: WHILE_OPEN, keepsIntro: true },
  erased: { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  corrected: { parts: WHOLE, variables: OF_REQUEST, keepsIntro: true },
  "request-reopened": { parts: WHOLE, variables: WHILE_OPEN },
};

export const textNames = Object.keys(editableTexts) as TextName[];

export function isTextName(name: string): name is TextName {
  return Object.hasOwn(editableTexts, name);
}

/** The text that a part has until the store writes its own, its variables in braces; empty where there is none. */
export function defaultText(name: TextName, part: TextPart, locale: Locale): string {
  if (name === REQUEST_PAGE) return messagesOf(locale).public.lead;
  const { subject, intro } = messagesOf(locale).emails.customer[name];
  if (part === "subject") return subject;
  return part === "opening" && !editableTexts[name].keepsIntro ? intro : "";
}

/**
 * A store's own text with the values of its variables. Each line keeps its own direction, and nothing in it reaches
 * what stands around it. What is no variable of the values stays as it is.
 */
export function fillText(text: string, values: Record<string, string | number>): string {
  const lines = withoutControls(text).split("\n");
  return lines.map((line) => isolateLine(line, values)).join("\n");
}

function isolateLine(line: string, values: Record<string, string | number>): string {
  // One pass: a value that holds braces is no variable.
  const filled = line.replace(BRACED, (braced, typed: string) => {
    const name = nameOf(typed);
    return Object.hasOwn(values, name) ? String(values[name]) : braced;
  });
  // Its direction is that of its own words; values are isolated already.
  return hasDirection(line) ? `\u2068${filled}\u2069` : filled;
}

/** The names that a text has in braces, as they are typed. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(BRACED)].map(([, name = ""]) => nameOf(name));
}

/** A text with each name in braces, and its braces, replaced. */
export function replaceVariables(text: string, replacement: string): string {
  return text.replace(BRACED, replacement);
}

/** Spaces and capitals in braces do not matter. */
function nameOf(typed: string): string {
  return typed.trim().toLowerCase();
}

const BRACED = /\{([^{}\n]*)\}/g;
