import { z } from "zod";
import type { Fields, Kind } from "@/lib/section/field";
import { pointerTo } from "@/lib/section/pointer";
import type { SectionTable } from "@/lib/section/section-table";
import { type SectionKey, sectionKey } from "@/lib/section/sections";

/** Where secrets were taken out, and how many. The field is a JSON Pointer with "*" for any element of a list. */
export const strippedSecretSchema = z.object({ section: sectionKey, field: z.string(), count: z.int() });
export type StrippedSecret = z.infer<typeof strippedSecretSchema>;

/**
 * Takes secrets and bearer links out of rows and counts them: fields whose name says that they hold one are removed,
 * and in texts a link that gives access to anyone who has it is replaced by "[…]". They are not data about the person,
 * but keys to it. Rows without any are returned as they are.
 * @param table of the rows' sections.
 * @param known what was counted before.
 */
export function createSecretStripper(table: SectionTable, known: StrippedSecret[] = []) {
  const secretKeys = new Map<string, boolean>();
  const counts = new Map(known.map((secret) => [`${secret.section}${secret.field}`, { ...secret }]));

  function isSecretKey(key: string): boolean {
    let known = secretKeys.get(key);
    if (known === undefined) {
      if (secretKeys.size > 10_000) secretKeys.clear();
      known = SECRET_KEY.test(key.replace(/[^\p{L}\p{N}]/gu, ""));
      secretKeys.set(key, known);
    }
    return known;
  }

  function note(section: SectionKey, path: string[]) {
    let field = path.reduce(pointerTo, "");
    if (counts.size >= MAX_FIELDS && !counts.has(`${section}${field}`)) field = "/*";
    const known = counts.get(`${section}${field}`);
    if (known) known.count += 1;
    else counts.set(`${section}${field}`, { section, field, count: 1 });
  }

  function stripText(section: SectionKey, held: string, path: string[]): string {
    if (!held.includes("://")) return held;
    return held.replace(LINK, (link) => {
      if (!isBearerLink(link)) return link;
      note(section, path);
      return STRIPPED;
    });
  }

  /**
   * The value without secrets; the very same where there is none. `path` is that of the value, and shared.
   * @param fields those of the value, where the section declares them.
   */
  function stripValue(section: SectionKey, held: unknown, path: string[], fields?: Fields): unknown {
    if (typeof held === "string") return stripText(section, held, path);
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
      } else if (typeof value === "string" ? value.includes("://") : value !== null && typeof value === "object") {
        path.push(key);
        const stripped = stripValue(section, value, path, field?.list?.fields);
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

// Of no language, since data.json has it too.
const STRIPPED = "[…]";
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
