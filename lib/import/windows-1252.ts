import type { ImportFile } from "./import-file";

/**
 * Looks for what text in windows-1252 does not have, in a file that is not UTF-8: other encodings use the same bytes for
 * other letters, and a guess would store wrong names.
 * @returns the line of the first such byte; undefined where the file can be read as windows-1252.
 */
export async function findOddByte(file: ImportFile): Promise<number | undefined> {
  let line = 1;
  let [before, byte] = [0, 0];
  let run = 0;
  let western = 0;
  const macintosh = { count: 0, line: 0 };
  // Each byte is judged once the one after it is known.
  const judge = (after: number) => {
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && after !== LINE_FEED)) line += 1;
    if (byte < 0x80) {
      run = 0;
      return true;
    }
    run = NORTHERN.has(byte) ? 0 : run + 1;
    if (byte >= 0xc0) western += 1;
    else if (isMacLetter(before, byte, after)) {
      macintosh.count += 1;
      macintosh.line ||= line;
    }
    const utf8 = (byte === 0xc2 || byte === 0xc3) && after >= 0x80 && after < 0xc0;
    return !(UNUSED.has(byte) || utf8 || run > 3 || isCentralEuropean(before, byte, after));
  };
  for await (const chunk of file.bytes())
    for (const after of chunk) {
      if (!judge(after)) return line;
      before = byte;
      byte = after;
    }
  if (!judge(0)) return line;
  // é, ö and ü of an old Macintosh are signs such as Ž, š and Ÿ here: rarer than letters with accents.
  return macintosh.count > western ? macintosh.line : undefined;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const UNUSED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Ä Ö Ü ä ö ü ß Å å Æ æ Ø ø, which follow one another in words; Cyrillic, Greek and Chinese words are runs of others. */
const NORTHERN = new Set([0xc4, 0xd6, 0xdc, 0xe4, 0xf6, 0xfc, 0xdf, 0xc5, 0xe5, 0xc6, 0xe6, 0xd8, 0xf8]);
/** Š, Œ, Ž, š, œ, ž, Ÿ. */
const LETTERS = new Set([0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f]);
/** Quotation marks and dashes that are between letters too. */
const PUNCTUATION = new Set([0x91, 0x92, 0x96, 0x97]);

function isMacLetter(before: number, byte: number, after: number): boolean {
  if (byte >= 0xa0 || PUNCTUATION.has(byte)) return false;
  return LETTERS.has(byte) ? isLetter(before) || isLetter(after) : isLetter(before) && isLetter(after);
}

/** £, ¥, ³, ¹, ¿ and the like within a word are Ł, Ą, ł, ą, ż of windows-1250; "m³" is none. */
function isCentralEuropean(before: number, byte: number, after: number): boolean {
  if ([0xa3, 0xa5, 0xaf, 0xbc, 0xbe].includes(byte)) return isLower(after);
  if (byte === 0xb3 || byte === 0xb9) return isLower(after) || (isLower(before) && before !== "m".charCodeAt(0));
  return byte === 0xbf && isLower(before);
}

function isLower(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

function isLetter(byte: number): boolean {
  return isLower(byte | 0x20);
}
