/** The steps of a JSON Pointer (RFC 6901): none for the whole. */
export function pointerSteps(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A JSON Pointer one step further down. */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** What a row holds at a pointer; undefined where it holds nothing there. */
export function valueAt(row: unknown, pointer: string): unknown {
  let held = row;
  for (const step of pointerSteps(pointer)) {
    if (held === null || typeof held !== "object" || !Object.hasOwn(held, step)) return undefined;
    held = (held as Record<string, unknown>)[step];
  }
  return held;
}

// A column such as "/lines/*/name" would end a block comment.
// A value's place as a column: "*" in place of its number in each list.
export function columnOf(row: unknown, pointer: string): string {
  let held = row;
  let column = "";
  for (const step of pointerSteps(pointer)) {
    column = pointerTo(column, Array.isArray(held) ? "*" : step);
    held = held === null || typeof held !== "object" ? undefined : (held as Record<string, unknown>)[step];
  }
  return column;
}

/** Whether a row holds anything at a column. */
export function holdsColumn(row: unknown, column: string): boolean {
  return holds(row, pointerSteps(column));
}

function holds(held: unknown, [step, ...rest]: string[]): boolean {
  if (step === undefined) return held !== undefined;
  if (held === null || typeof held !== "object") return false;
  if (Array.isArray(held) && step === "*") return held.some((element) => holds(element, rest));
  return Object.hasOwn(held, step) && holds((held as Record<string, unknown>)[step], rest);
}
