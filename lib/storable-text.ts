/**
 * Whether PostgreSQL can store a text, in JSON too: no text of it holds NUL, and its JSON no half of a surrogate pair
 * (https://www.postgresql.org/docs/current/datatype-json.html). Of what comes from outside, anything else is refused.
 */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** The first so many UTF-16 units of a text, or one fewer, so that no character is cut in two. */
export function truncate(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "");
}
