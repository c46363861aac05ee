/**
 * The keys of a JSON Pointer (RFC 6901); none for the whole. What is no pointer leads nowhere: it is read as one key
 * that no row has.
 */
export function parsePointer(pointer: string): string[] {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return ["\u0000"];
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A JSON Pointer one step further down. */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** What a row holds at a pointer; undefined where it holds nothing there. */
export function valueAt(row: unknown, pointer: string): unknown {
  return parsePointer(pointer).reduce(partOf, row);
}

/** A value's place as a column: "*" in place of its number in each list. */
export function columnOf(row: unknown, pointer: string): string {
  let held = row;
  let column = "";
  for (const key of parsePointer(pointer)) {
    column = pointerTo(column, Array.isArray(held) ? "*" : key);
    held = partOf(held, key);
  }
  return column;
}

/** Whether a row holds anything at a column. */
export function holdsColumn(row: unknown, column: string): boolean {
  return holds(row, parsePointer(column));
}

function holds(held: unknown, [key, ...rest]: string[]): boolean {
  if (key === undefined) return held !== undefined;
  if (Array.isArray(held) && key === "*") return held.some((element) => holds(element, rest));
  return holds(partOf(held, key), rest);
}

/** Only what it holds itself: "/constructor" and a list's "/length" lead to nothing. */
function partOf(held: unknown, key: string): unknown {
  if (held === null || typeof held !== "object" || !Object.hasOwn(held, key)) return undefined;
  if (Array.isArray(held) && !/^(0|[1-9]\d*)$/.test(key)) return undefined;
  return (held as Record<string, unknown>)[key];
}
