import type { FormPart } from "./multipart";

/**
 * Whether a form's fields are such as a page of ours posts to an action: React's own say which
 * action and what its state was before, the others are text without NUL, or files.
 * @param fetched whether Next's client router posts it, which names the action in a header.
 */
export function areActionFields(parts: FormPart[], fetched: boolean): boolean {
  const names = new Set(parts.map(({ name }) => name));
  // React takes a field of its own that comes twice for the next piece of a stream, and fails on it.
  const own = parts.filter(({ name }) => (fetched ? name === "0" : name.startsWith("$")));
  if (own.length !== new Set(own.map(({ name }) => name)).size || (fetched && own.length === 0)) return false;
  return parts.every(({ name, value, isFile }) => {
    if (!isFile && value.includes(0)) return false;
    if (fetched) return name === "0" ? !isFile && isArguments(value) : /^_1_/.test(name);
    if (!name.startsWith("$")) return true;
    return !isFile && isReactField(name, value, names);
  });
}

/** `$ACTION_REF_2`, `$ACTION_2:0`, `$ACTION_2:1`, `$ACTION_KEY`, or `$ACTION_ID_…` alone. */
function isReactField(name: string, value: Buffer, names: Set<string>): boolean {
  if (name === "$ACTION_KEY" || /^\$ACTION_ID_[0-9a-f]{42}$/.test(name)) return true;
  const [, reference] = /^\$ACTION_REF_(\d{1,4})$/.exec(name) ?? [];
  if (reference) return names.has(`$ACTION_${reference}:0`) && names.has(`$ACTION_${reference}:1`);
  const [, number, place] = /^\$ACTION_(\d{1,4}):([01])$/.exec(name) ?? [];
  if (!number || !names.has(`$ACTION_REF_${number}`)) return false;
  return place === "0" ? BOUND_ACTION.test(value.toString("latin1")) : isArguments(value);
}

const BOUND_ACTION = /^\{"id":"[0-9a-f]{42}","bound":"\$@1"\}$/;

/** A list of plain JSON. React reads a string that begins with "$" as an instruction: of those a form needs few. */
function isArguments(value: Buffer): boolean {
  try {
    let plain = true;
    const read: unknown = JSON.parse(value.toString(), (key, held) => {
      if (key === "__proto__" || (typeof held === "string" && /^\$(?!\$|K1$|undefined$)/.test(held))) plain = false;
      return held;
    });
    return plain && Array.isArray(read);
  } catch {
    return false; // no JSON, or nested so deeply that nobody can read it
  }
}
