import fc from "fast-check";
import type { DemoStore } from "./demo-store";
import { hostileText, wordsOf } from "./hostile-values";
import type { RawRequest } from "./raw-client";

const methods = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "TRACE", "SEARCH", "LINK"];

export const parameters = wordsOf(`
  q after before state source sort late tab dialog section row pointer view page next token link callbackUrl _rsc
  nxtPstore nxtPid store id __proto__ locale`);

const headerNames = wordsOf(`
  accept-language accept user-agent referer origin range if-none-match if-modified-since content-type
  x-forwarded-host x-forwarded-proto x-forwarded-for forwarded x-real-ip x-http-method-override x-original-url rsc
  next-router-state-tree next-router-prefetch next-router-segment-prefetch next-url next-action next-hmr-refresh
  x-nonce x-middleware-subrequest x-middleware-prefetch x-invoke-path x-nextjs-data x-now-route-matches
  x-matched-path x-dossier-client-address x-dossier-content-length content-security-policy sec-fetch-site
  sec-purpose purpose authorization host`);

const headerValues = wordsOf(`
  1 0 bytes=0-0 bytes=99999999999999999999- bytes=-1 bytes=0-1,2-3 multipart/form-data text/x-component null
  %5B%22%22%5D cross-site prefetch de;q=x,en;q=-1 xx-XX,*;q=0`);

export const cookieNames = [
  ...["merchant", "customer", "locale", "said", "return-demo", "browser-demo"].map((name) => `dossier-${name}`),
  ...["dossier-delivery-ID", "__proto__", "__prerender_bypass", "__next_preview_data"],
];

const paths = [
  ...wordsOf(`
    /% /%zz /%00 /%ff /s/%ff /s/%c0%ae%c0%ae/ /s/%ed%a0%80 /..%2f..%2fetc/passwd /s/../../../etc/passwd
    //evil.example //evil.example/%2e%2e /_next/static/../../package.json
    /_next/image?url=http://169.254.169.254/&w=64&q=75 /_next/data/x/s/demo.json
    /_next/static/chunks/%2e%2e/%2e%2e/server/app /_error /_not-found /_global-error /404 /500 /s/demo/ /S/DEMO
    /s/demo//sign-in /s/demo/%2e%2e/dashboard /s// /api/ /.env /.git/config /s/demo;x=1 /s/demo%3fx /? * /s/demo.rsc
    /s/demo.segments/_tree.segment.rsc http://evil.example/s/demo`),
  "/\\evil.example",
];

/** One request of a route. */
export interface RouteAttack {
  method: string;
  /** Replacements of `[store]`, `[id]` and so on; null leaves the harmless value. */
  segments: (string | null)[];
  query: [name: string, value: string][];
  headers: [name: string, value: string][];
  cookies: [name: string, value: string][];
  caller: keyof DemoStore["cookies"];
  /** Replaces the route's path. */
  path: string | null;
  body: string | null;
}

/** Requests of one route with hostile values in the path, the query, the headers and the body. */
export const routeAttacks: fc.Arbitrary<RouteAttack> = fc.record({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant("GET") },
    { weight: 3, arbitrary: fc.constant("POST") },
    { weight: 2, arbitrary: fc.constantFrom(...methods) },
  ),
  segments: fc.array(fc.oneof(fc.constant(null), hostileText), { minLength: 3, maxLength: 3 }),
  query: fc.array(
    fc.tuple(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...parameters) }, hostileText), hostileText),
    { maxLength: 3 },
  ),
  headers: fc.array(
    fc.tuple(fc.constantFrom(...headerNames), fc.oneof(hostileText, fc.constantFrom(...headerValues))),
    { maxLength: 3 },
  ),
  cookies: fc.array(fc.tuple(fc.constantFrom(...cookieNames), hostileText), { maxLength: 2 }),
  caller: fc.constantFrom("owner", "owner", "customer", "nobody"),
  path: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...paths) }),
  body: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: hostileText }),
});

/** The request of an attack on a route such as `/s/[store]/verify/[token]`. */
export function routeRequest(route: string, attack: RouteAttack, store: DemoStore): RawRequest {
  let place = 0;
  const own = route.replaceAll(/\[\w+\]/g, (name) => {
    const hostile = attack.segments[place++];
    return hostile ? percentEncode(hostile) : (harmless(route, store)[name] ?? "x");
  });
  const query = attack.query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
  const cookies = [
    store.cookies[attack.caller],
    ...attack.cookies.map(
      ([name, value]) => `${name.replace("ID", store.target(1).deliveryId)}=${percentEncode(value)}`,
    ),
  ];
  const cookie = headerText(cookies.filter(Boolean).join("; "));
  const body = attack.method === "GET" || attack.method === "HEAD" ? null : attack.body;
  return {
    method: attack.method,
    // Node refuses a head of more than 16 KB.
    path: ((attack.path ?? own) + (query && `?${query}`)).slice(0, 6000),
    headers: {
      ...(cookie && { cookie }),
      ...(attack.method !== "GET" && { "content-type": "application/x-www-form-urlencoded" }),
      // Node sends it for some methods only; without it the body would be read as the next request.
      ...(body !== null && { "content-length": String(Buffer.byteLength(body)) }),
      ...Object.fromEntries(attack.headers.map(([name, value]) => [name, headerText(value)])),
    },
    ...(body !== null && { body: Buffer.from(body) }),
  };
}

/** The harmless request of a route. */
export function harmlessRoute(route: string, store: DemoStore): RawRequest {
  const attack = { method: "GET", segments: [], query: [], headers: [], cookies: [], caller: "owner" as const };
  return routeRequest(route, { ...attack, path: null, body: null }, store);
}

function harmless(route: string, store: DemoStore): Record<string, string> {
  const { customerId, exportId, deliveryId, requestId, tokens } = store.target(1);
  const ids = { customers: customerId, exports: exportId, deliveries: deliveryId };
  const id = Object.entries(ids).find(([name]) => route.includes(name))?.[1] ?? requestId;
  const token = route.includes("verify") ? tokens.verification : tokens.delivery;
  return {
    "[store]": store.slug,
    "[id]": id,
    "[token]": token,
    "[color]": "14532d",
    "[file]": "1.eml",
    "[page]": "index.html",
  };
}

/** UTF-8, also of lone surrogates, which encodeURIComponent refuses. */
function percentEncode(text: string): string {
  const bytes = [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    const lone = code >= 0xd800 && code <= 0xdfff;
    return lone ? [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)] : [...Buffer.from(character)];
  });
  return bytes
    .map((byte) =>
      /[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, "0")}`,
    )
    .join("");
}

/** A header as Node accepts it: without control characters, other characters as their bytes. */
function headerText(text: string): string {
  return Buffer.from(text.slice(0, 4000))
    .toString("latin1")
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, "");
}
