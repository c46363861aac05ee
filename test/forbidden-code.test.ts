import { expect, test } from "vitest";
import { readSources } from "@/test/harness/read-sources";

const sources = readSources();

interface Forbidden {
  what: string;
  pattern: RegExp;
  /** What the pattern must find: a pattern that finds nothing forbids nothing. */
  such: string;
  /** The files that may hold it, each of which says why. */
  but?: string[];
}

const forbidden: Forbidden[] = [
  { what: "text run as code", pattern: /\beval\(|new Function\(|node:vm|document\.write\(/, such: 'eval("1")' },
  { what: "another program", pattern: /node:child_process|"child_process"/, such: 'from "node:child_process"' },
  {
    what: "text put into a page as markup",
    pattern: /innerHTML|outerHTML|insertAdjacentHTML|srcDoc/i,
    such: "dangerouslySetInnerHTML={{ __html: name }}",
  },
  { what: "messages between windows", pattern: /postMessage|addEventListener\("message/, such: "top.postMessage(1)" },
  {
    what: "a store of the browser's",
    pattern: /localStorage|sessionStorage|indexedDB|caches\.open/,
    such: "localStorage.x = 1",
    but: ["app/(merchant)/dashboard/[store]/key-help.tsx"], // whether single keys are on
  },
  { what: "leave for other sites to read", pattern: /Access-Control-Allow/i, such: '"access-control-allow-origin"' },
  {
    what: "a request to an address",
    pattern:
      /\bfetch\(|\bhttps?\.(?:request|get)\(|\{[^}]*\b(?:request|get|Agent)\b[^}]*\} from "node:http"|node:https|axios|undici/,
    such: "await fetch(url)",
    but: [
      // The browser asks its own server.
      "components/ui/live-progress.tsx",
      "app/(merchant)/dashboard/[store]/use-search.ts",
      // The one way out, with its guard.
      "lib/source/outbound-http/guarded-agent.ts",
      "lib/source/outbound-http/send.ts",
    ],
  },
  { what: "a random number that can be guessed", pattern: /Math\.random/, such: "Math.random()" },
  {
    what: "a weak hash or cipher",
    pattern: /\bmd5\b|\bsha-?1\b|des-ede|-ecb|-cbc|\brc4\b/i,
    such: 'createHash("sha1")',
  },
  {
    what: "SQL put together as text",
    pattern: /(?:query|execute)RawUnsafe/,
    such: "prisma().$queryRawUnsafe(sql)",
    // The names of its own tables and columns; constant statements with their values apart.
    but: ["lib/import/put-rows.ts", "lib/database.ts"],
  },
  {
    what: "a pattern put together as text",
    pattern: /new RegExp\(/,
    such: "new RegExp(typed)",
    // Of an address with each sign escaped, and of a number's digits, at bounded distances: linear.
    // Of an address with each character escaped; of our own English texts with each character escaped.
    but: ["lib/review/value-matcher.ts", "lib/erasure/live-step.ts", "lib/source/not-given.ts"],
  },
  {
    what: "a text decoded by hand",
    pattern: /decodeURI(?:Component)?\(|unescape\(/,
    such: "decodeURIComponent(x)",
    but: [
      // Asks whether it could be; compares. Neither uses the text for anything else.
      "lib/server/reject-malformed-request.ts",
      "lib/review/value-matcher.ts",
      // A live record's key, which Next leaves encoded: only its source reads it. Malformed ones never come so far.
      "app/(merchant)/dashboard/[store]/customers/[id]/page.tsx",
    ],
  },
  {
    what: "an attribute's value in a class whose underscore Tailwind reads as a blank",
    pattern: /\[[\w-]+=(?:\\_|[^\]\s_])*(?<!\\)_[^\]\s]*\]:/,
    such: "has-[[value=encrypted_email]:checked]:block",
  },
  {
    what: "a hindrance to pasting",
    pattern: /onPaste|type="password"[^>]*autoComplete="off"/,
    such: "<Field onPaste={refuse} />",
  },
  { what: "a parser of XML", pattern: /fast-xml|xml2js|xmldom|DOMParser|libxml/, such: "new DOMParser()" },
  {
    what: "a reader of objects of any class",
    pattern: /node-serialize|\bv8\.deserialize|"yaml"/,
    such: "v8.deserialize(bytes)",
  },
  { what: "a comparison that converts", pattern: /[^=!]==(?!=|\s*null)|!=(?!=|\s*null)/, such: "if (role == 1)" },
  {
    what: "TLS without a look at the certificate",
    pattern: /rejectUnauthorized:\s*false|TLS_REJECT_UNAUTHORIZED/,
    such: "rejectUnauthorized: false",
  },
];

test.each(forbidden)("no source holds $what", ({ pattern, such, but = [] }) => {
  expect(such).toMatch(pattern);
  const found = [...sources].filter(([, text]) => pattern.test(withoutComments(text))).map(([file]) => file);
  expect(found.filter((file) => !but.includes(file))).toEqual([]);
});

test("the sources are read", () => {
  expect(sources.size).toBeGreaterThan(300);
  expect(sources.get("lib/sign-in/action.ts")).toContain("merchantAction");
});

function withoutComments(text: string): string {
  return text.replace(/\/\*.*?\*\//gs, "").replace(/(?<!:)\/\/.*$/gm, "");
}
