import { z } from "zod";
import { locales } from "@/lib/locale";
import { isStorable, truncate } from "@/lib/storable-text";
import { holdsLink } from "@/lib/store/typed-text";
import {
  editableTexts,
  isTextName,
  MAX_TEXT_LENGTHS,
  replaceVariables,
  type TextPart,
  type TextVariable,
  textNames,
  textParts,
  variablesIn,
} from "./editable-texts";
import type { OwnTexts } from "./store-texts";

/** The fields of the form for the texts of one email, or of the request page. @param name what the form says it is. */
export function storeTextFields(name: unknown) {
  const row = typeof name === "string" && isTextName(name) ? editableTexts[name] : undefined;
  return {
    name: z.enum(textNames),
    language: z.enum(locales),
    ...Object.fromEntries((row?.parts ?? []).map((part) => [part, typedStoreText(part, row?.variables ?? [])])),
  };
}

/** The texts that such a form holds. */
export function textsIn(fields: object): OwnTexts {
  const sent = fields as OwnTexts;
  return Object.fromEntries(textParts.flatMap((part) => (sent[part] === undefined ? [] : [[part, sent[part]]])));
}

/**
 * A text that an owner types for a part: plain text without links, whose variables are among those of its table row.
 * Browsers end lines with CR LF; a subject is one line. Its issues name all that is wrong, as keys of `errors`, an
 * unknown variable after its key.
 */
export function typedStoreText(part: TextPart, variables: readonly TextVariable[]) {
  return z
    .string()
    .transform((typed) => typed.replace(/\r\n?/g, "\n").trim())
    .superRefine((text, context) => {
      for (const message of problemsOf(text, part, variables)) context.addIssue({ code: "custom", message });
    });
}

function problemsOf(typed: string, part: TextPart, variables: readonly string[]): string[] {
  const isSubject = part === "subject";
  // To look through what is too long may take seconds.
  const isTooLong = typed.length > MAX_TEXT_LENGTHS[part];
  const text = isTooLong ? truncate(typed, MAX_TEXT_LENGTHS[part]) : typed;
  const unknown = variablesIn(text).filter((name) => name && !variables.includes(name));
  const hasControls = isSubject ? /\p{Cc}/u.test(text) : /[^\P{Cc}\n\t]/u.test(text);
  const plain = replaceVariables(text, "x");
  return [
    hasControls || !isStorable(text) ? "invalid" : [],
    isTooLong ? (isSubject ? "subjectTooLong" : "storeTextTooLong") : [],
    // A variable may stand where a link has a name.
    holdsLink(text) || holdsLink(plain) ? "storeTextHoldsLink" : [],
    MARKUP.test(text) ? "storeTextHoldsMarkup" : [],
    /[{}]/.test(plain) || variablesIn(text).includes("") ? "storeTextStrayBrace" : [],
    [...new Set(unknown)].map((name) => `storeTextUnknownVariable ${name}`),
  ].flat();
}

// A tag, a comment or an entity, which would be shown as it is typed.
const MARKUP = /<[a-z!/?]|&(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|apos|nbsp);/i;
