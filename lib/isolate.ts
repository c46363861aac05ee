/**
 * A name, or any text from outside, for a sentence, a subject, a title or a label: whatever direction it is written in
 * or forces, what stands around it keeps its own (UAX 9, first strong isolate). Text of one direction stays as it is.
 */
export function isolate(text: string): string {
  return hasDirection(text) ? `\u2068${withoutControls(text)}\u2069` : text;
}

/** Whether a text holds letters written from the right, or controls that set a direction. */
export function hasDirection(text: string): boolean {
  return DIRECTED.test(text);
}

/** A text without the controls that would reach, or end, what isolates it: embeddings, overrides and isolates. */
export function withoutControls(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

// Scripts from Hebrew to Arabic Extended-A and their presentation forms, those above U+10800, and the marks.
const DIRECTED =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
