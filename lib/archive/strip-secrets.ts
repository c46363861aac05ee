import { z } from "zod";
import type { Fields, Kind } from "@/lib/section/field";
import { pointerTo } from "@/lib/section/pointer";
import type { SectionTable } from "@/lib/section/section-table";
import { type SectionKey, sectionKey } from "@/lib/section/sections";
import { maskUndisclosed, STRIPPED, type UndisclosedKind, undisclosedKinds } from "./mask-undisclosed";

/**
 * Where secrets were taken out, and how many. The field is a JSON Pointer with "*" for any element of a list; `kind` says
 * what it was where it is no secret but a number that California forbids to disclose.
 */
export const strippedSecretSchema = z.object({
  ...{ section: sectionKey, field: z.string(), count: z.int() },
  kind: z.enum(undisclosedKinds).optional(),
});
export type StrippedSecret = z.infer<typeof strippedSecretSchema>;

/**
 * Takes secrets and bearer links out of rows and counts them: fields whose name says that they hold one are removed,
 * and in texts a link that gives access to anyone who has it is replaced by "[…]". They are not data about the person,
 * but keys to it. Rows without any are returned as they are.
 * @param table of the rows' sections.
 * @param known what was counted before.
 * @param masksUndisclosed whether numbers that California forbids to disclose are taken out too.
 */
export function createSecretStripper(table: SectionTable, known: StrippedSecret[] = [], masksUndisclosed = false) {
  const secretKeys = new Map<string, boolean>();
  const counts = new Map(known.map((secret) => [countKey(secret), { ...secret }]));

  function isSecretKey(key: string): boolean {
    let known = secretKeys.get(key);
    if (known === undefined) {
      if (secretKeys.size > 10_000) secretKeys.clear();
      known = SECRET_KEY.test(key.replace(/[^\p{L}\p{N}]/gu, ""));
      secretKeys.set(key, known);
    }
    return known;
  }

  function note(section: SectionKey, path: string[], kind?: UndisclosedKind) {
    const what = { section, ...(kind && { kind }) };
    let field = path.reduce(pointerTo, "");
    if (counts.size >= MAX_FIELDS && !counts.has(countKey({ ...what, field }))) field = "/*";
    const known = counts.get(countKey({ ...what, field }));
    if (known) known.count += 1;
    else counts.set(countKey({ ...what, field }), { ...what, field, count: 1 });
  }

  const isSuspect = (held: string) => held.includes("://") || (masksUndisclosed && FOUR_DIGITS.test(held));

  function stripText(section: SectionKey, held: string, path: string[], isUnwritten = false): string {
    const safe = held.replace(LINK, (link) => {
      if (!isBearerLink(link)) return link;
      note(section, path);
      return STRIPPED;
    });
    if (!masksUndisclosed || isUnwritten || !FOUR_DIGITS.test(safe)) return safe;
    const { text, kinds } = maskUndisclosed(
      safe,
      path.findLast((part) => part !== "*"),
    );
    for (const kind of kinds) note(section, path, kind);
    return text;
  }

  /**
   * The value without secrets; the very same where there is none. `path` is that of the value, and shared.
   * @param fields those of the value, where the section declares them.
   */
  function stripValue(section: SectionKey, held: unknown, path: string[], fields?: Fields): unknown {
    if (typeof held === "string") return isSuspect(held) ? stripText(section, held, path) : held;
    if (held === null || typeof held !== "object") return held;
    if (Array.isArray(held)) return stripList(section, held, path, fields);
    let copy: Record<string, unknown> | undefined;
    const record = held as Record<string, unknown>;
    for (const key in record) {
      const value = record[key];
      const field = fields?.[key];
      if (field && SAFE.has(field.kind)) continue;
      if ((!field || field.title) && isSecretKey(key)) {
        if (isNothing(value)) continue;
        copy ??= { ...record };
        delete copy[key];
        path.push(key);
        note(section, path);
        path.pop();
      } else if (typeof value === "string" ? isSuspect(value) : value !== null && typeof value === "object") {
        path.push(key);
        const stripped =
          typeof value === "string"
            ? stripText(section, value, path, field && UNWRITTEN.has(field.kind))
            : stripValue(section, value, path, field?.list?.fields);
        path.pop();
        if (stripped === value) continue;
        copy ??= { ...record };
        copy[key] = stripped;
      }
    }
    return copy ?? held;
  }

  function stripList(section: SectionKey, held: unknown[], path: string[], fields?: Fields): unknown[] {
    let copy: unknown[] | undefined;
    path.push("*");
    for (let index = 0; index < held.length; index++) {
      const stripped = stripValue(section, held[index], path, fields);
      if (stripped === held[index]) continue;
      copy ??= held.slice();
      copy[index] = stripped;
    }
    path.pop();
    return copy ?? held;
  }

  return {
    strip: <Row extends object>(section: SectionKey, row: Row): Row =>
      stripValue(section, row, [], table.of(section).fields) as Row,
    stripped: (): StrippedSecret[] => [...counts.values()],
  };
}

/** Kinds of fields that hold no text. */
const SAFE = new Set<Kind>(["money", "number", "boolean", "instant", "date", "file", "offset"]);

/** Whether a field holds no secret, whatever its name says. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || typeof value === "boolean";
}

function countKey({ section, field, kind = "" }: { section: SectionKey; field: string; kind?: string | undefined }) {
  return `${section}${field} ${kind}`;
}

/** Kinds of fields that the platform fills by itself, with numbers of its own. */
const UNWRITTEN = new Set<Kind>(["id", "code", "country", "language", "currency", "email", "phone", "origin"]);
/** The fewest that a number has which is looked for. */
const FOUR_DIGITS = /\d(?:\D?\d){3}/;
// Further ones are counted together: names may come from customers.
const MAX_FIELDS = 500;

// Compared without "_", "-" and the like.
const SECRET_KEY =
  /token|secret|passw(or)?[dt]|passphrase|apikey|accesskey|privatekey|credential|orderstatusurl|statuspageurl|recoverurl|recoveryurl|abandonedcheckouturl|magiclink|sessionid/i;

// RFC 3986's characters and those that browsers show decoded; what ends a sentence is not the link's.
const LINK = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/gi;

/** Whether a link carries what gives access to anyone who has it: a token, a key, a signature, a password. */
function isBearerLink(link: string): boolean {
  return hasPassword(link) || BEARER_PARAMETER.test(link) || BEARER_PATH.test(link);
}

/** Whether a link names a password before its host: in one pass, for a link may be as long as a note. */
function hasPassword(link: string): boolean {
  const authority = link.slice(link.indexOf("://") + 3).split(/[/?#]/, 1)[0] ?? "";
  const at = authority.indexOf("@");
  return at > 0 && authority.slice(0, at).includes(":");
}

// Amazon's, Google's and Azure's signed links among them: X-Amz-Signature, X-Goog-Signature, sig.
const BEARER_PARAMETER =
  /[?&#;](?:[\w.%[\]-]{0,60}(?:token|secret|signature|passw(?:or)?[dt]|hmac|apikey|api_key|access_key|authkey|auth_key|sessionid|session_id)[\w.%[\]-]{0,60}|key|sig|auth|authorization|jwt|otp)=[^&#\s]{6,}/i;
// Shopify's order status page, and links that name what they carry: /orders/HASH/authenticate, /reset/HASH.
const BEARER_PATH =
  /\/(?:authenticate(?:[/?#]|$)|gift_cards\/\d+\/\w|(?:tokens?|reset|reset-password|account_login|activate|invite|magic|unsubscribe|verify|delivery)\/(?:\d+\/)?[\w.~-]{16,})/i;
