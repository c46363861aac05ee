import fc from "fast-check";

/** The words of a text, which spaces part. */
export const wordsOf = (text: string): string[] => text.trim().split(/\s+/);

/** Characters that slow expressions or fixed lengths fail at when repeated, and an end. */
const repeated = [
  ["a", "!"],
  ["a.", "@"],
  ["a@", " "],
  [" ", "x"],
  ["\t\n", "x"],
  ["-", "_"],
  ["1", "."],
  ["(", ")"],
  ["[[", "]"],
  ["%", "0"],
  ["=?utf-8?q?", "?="],
  ["é", "\u0301"],
  ["\u{1f469}\u200d", "x"],
  ["\u202e", "x"],
  ["\\", '"'],
  ["$1:", "$"],
  [",", ";"],
  ["qz0<b>", ""],
] as const;

function repeat([[part, end], count]: [readonly [string, string], number]): string {
  return part.repeat(count).slice(0, 60_000) + end;
}

const known = [
  ...wordsOf(`
    %0d%0aX-Injected:%20yes <script>alert(1)</script> </script><script>alert(1)</script> <!-- ]]>
    javascript:alert(1) data:text/html,<script>alert(1)</script> {{7*7}} {name} '{
    =HYPERLINK("http://evil.example","open") -2+3 @SUM(1) %_% __proto__ constructor prototype toString
    hasOwnProperty __proto__.polluted $undefined $1 $@1 $F1 $K1 $B1 $Q1 $1:constructor:constructor
    $1:__proto__:then $$ $D2020 $n9 $Infinity null undefined NaN -0 1e999 9223372036854775808 -1 0x10 true [] {}
    {"$gt":""} ../../../../etc/passwd file:///etc/passwd //evil.example https:evil.example
    /dashboard/..//evil.example http://169.254.169.254/ CON a@b a@x.example,b@y.example
    =?utf-8?q?a=40x.example?= a@xn--80ak6aa92e.example 00000000-0000-0000-0000-000000000000
    00000000-0000-0000-0000-00000000000g +275760-09-13T00:00:00.000Z_0193e6f0-0000-7000-8000-000000000000
    -271821-04-20T00:00:00.000Z_0193e6f0-0000-7000-8000-000000000000
    0000-01-01T00:00:00.000Z_0193e6f0-0000-7000-8000-000000000000 eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.
    eyJhbGciOiJIUzI1NiJ9.e30.AAAA`),
  "",
  " ",
  "\u0000",
  "before\u0000after",
  "\ud800",
  "a\udfffb",
  "\ufeff",
  "\u2028\u2029",
  "\u202egpj.exe\u202c",
  "\u200f\u2066isolate\u2069",
  "\r\nX-Injected: yes\r\n\r\n<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  `"><svg/onload=alert(1)>`,
  "' onmouseover='alert(1)",
  "$" + "{7*7}",
  "{count, plural, one {#} other {#}",
  "+1+cmd|' /C calc'!A0",
  "\t=1",
  "'; DROP TABLE request; --",
  "1 OR 1=1",
  "%' OR '%'='",
  "\\",
  "..\\..\\windows\\win.ini",
  "/etc/passwd\u0000.png",
  "/\\evil.example",
  "\thttps://evil.example",
  '"a b"@x.example',
  "a@x.example\r\nBcc: b@y.example",
  "ａ@ｘ.example",
  "i̇@x.example",
  "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----",
  "A".repeat(43),
  "Ω≈ç√∫˜µ≤≥÷",
  "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
  "﷽﷽﷽",
];

const value: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...repeated), fc.nat({ max: 60_000 })).map(repeat) },
);

/**
 * What attackers type, each with its own marker followed by HTML's special characters:
 * `qz7f<`, where a page's source says it raw, is an unescaped echo (`findEcho`).
 */
export const hostileText: fc.Arbitrary<string> = fc
  .tuple(fc.nat({ max: 0xffffff }), fc.constantFrom("alone", "before", "after"), value)
  .map(([number, place, typed]) => {
    if (place === "alone") return typed;
    const mark = `qz${number.toString(16)}`;
    const marked = `${mark}<i>${mark}"${mark}'${mark}>`;
    return place === "before" ? marked + typed : typed + marked;
  });

/** A marker that a page's HTML has unescaped outside of its scripts, if any. */
export function findEcho(html: string): string | undefined {
  const outsideScripts = html.replace(/<script\b[^>]*>[^<]*<\/script>/g, "");
  return /qz[0-9a-f]+</.exec(html)?.[0] ?? /qz[0-9a-f]+["'>]/.exec(outsideScripts)?.[0];
}
