/** The state of our forms is at most four levels deep and, on the information page, about 100 keys long. */
const MAX_DEPTH = 5;
const MAX_KEYS = 300;

/**
 * Reads the arguments of an action, which React encoded: `[state]`, `[state,"$K1"]` or `["$K1"]`, where `$K1` is the
 * form's data. React follows each string that begins with "$", each level and each key, at a cost that grows faster than
 * the text: how much there is of them is counted before anything is parsed.
 * @returns whether it is one of these, with a state of plain values.
 */
export function areArguments(text: Buffer, { withData }: { withData: boolean }): boolean {
  if (!isSmall(text)) return false;
  let dataCount = 0;
  let isPlain = true;
  try {
    const parsed: unknown = JSON.parse(text.toString(), (key, held) => {
      if (held === DATA) dataCount++;
      else if (typeof held === "string" && /^\$(?!\$|undefined$)/.test(held)) isPlain = false;
      if (key === "__proto__") isPlain = false;
      return held;
    });
    if (!isPlain || !Array.isArray(parsed) || dataCount !== (withData ? 1 : 0)) return false;
    if (withData && parsed.pop() !== DATA) return false;
    return parsed.every(isState) && parsed.length <= 1 && (withData || parsed.length === 1);
  } catch {
    return false; // not JSON
  }
}

/** How React names the form's data among an action's arguments. */
const DATA = "$K1";

function isState(argument: unknown): boolean {
  return argument === "$undefined" || (typeof argument === "object" && argument !== null && !Array.isArray(argument));
}

/** Whether JSON has few enough levels and values. Of what is not JSON, anything may be counted: the parser refuses it. */
function isSmall(text: Buffer): boolean {
  let [depth, keys, inString] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      // The list of arguments itself is one more.
      if (++depth > MAX_DEPTH + 1) return false;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
    else if (byte === COMMA && ++keys > MAX_KEYS) return false;
  }
  return true;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
