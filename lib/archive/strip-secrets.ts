import { z } from "zod";
import { type Section, sections } from "@/lib/section/rows";

/** Secrets that an archive does not hold: where, and how many. A field is a JSON Pointer with "*" for any element. */
export const leftOutSchema = z.object({ section: z.enum(sections), field: z.string(), count: z.int() });
export type LeftOut = z.infer<typeof leftOutSchema>;

/**
 * Takes secrets and bearer links out of rows and counts them: fields whose name says that they hold one go, and in texts
 * a link that opens something for whoever has it is replaced by "[…]". They are no data on the person, but keys to it.
 * Rows without any are returned as they are.
 */
export function secretsLeaver() {
  const secretKeys = new Map<string, boolean>();
  const counts = new Map<string, LeftOut>();

  function isSecretKey(key: string): boolean {
    let known = secretKeys.get(key);
    if (known === undefined) {
      if (secretKeys.size > 10_000) secretKeys.clear();
      known = SECRET_KEY.test(key.replace(/[^\p{L}\p{N}]/gu, ""));
      secretKeys.set(key, known);
    }
    return known;
  }

  function note(section: Section, path: string[]) {
    let field = `/${path.map((key) => key.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
    if (counts.size >= MOST_FIELDS && !counts.has(`${section}${field}`)) field = "/*";
    const known = counts.get(`${section}${field}`);
    if (known) known.count += 1;
    else counts.set(`${section}${field}`, { section, field, count: 1 });
  }

  /** The value without secrets; the very same where there is none. `path` is that of the value, and shared. */
  function leave(section: Section, held: unknown, path: string[]): unknown {
    if (typeof held === "string") {
      if (!held.includes("://")) return held;
      return held.replace(LINK, (link) => {
        if (!isBearerLink(link)) return link;
        note(section, path);
        return LEFT_OUT_MARK;
      });
    }
    if (held === null || typeof held !== "object") return held;
    if (Array.isArray(held)) {
      let copy: unknown[] | undefined;
      path.push("*");
      for (let index = 0; index < held.length; index++) {
        const left = leave(section, held[index], path);
        if (left === held[index]) continue;
        copy ??= held.slice();
        copy[index] = left;
      }
      path.pop();
      return copy ?? held;
    }
    let copy: Record<string, unknown> | undefined;
    const record = held as Record<string, unknown>;
    for (const key in record) {
      const value = record[key];
      if (isSecretKey(key)) {
        if (isNothing(value)) continue;
        copy ??= { ...record };
        delete copy[key];
        path.push(key);
        note(section, path);
        path.pop();
      } else if (typeof value === "string" ? value.includes("://") : value !== null && typeof value === "object") {
        path.push(key);
        const left = leave(section, value, path);
        path.pop();
        if (left === value) continue;
        copy ??= { ...record };
        copy[key] = left;
      }
    }
    return copy ?? held;
  }

  return {
    leaveOut: <Row>(section: Section, row: Row): Row => leave(section, row, []) as Row,
    leftOut: (): LeftOut[] => [...counts.values()],
  };
}

/** Whether a field holds no secret, whatever its name says. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || typeof value === "boolean";
}

// A sign of no language, since it stands in data.json too.
const LEFT_OUT_MARK = "[…]";
// Further ones are counted together: names may come from customers.
const MOST_FIELDS = 500;

// Compared without "_", "-" and the like; none of them is a field that Dossier itself names.
const SECRET_KEY =
  /token|secret|passw(or)?[dt]|passphrase|apikey|accesskey|privatekey|credential|orderstatusurl|statuspageurl|recoverurl|recoveryurl|abandonedcheckouturl|magiclink|sessionid/i;

// RFC 3986's characters and those that browsers show decoded; what ends a sentence is not the link's.
const LINK = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/gi;

/** Whether a link carries what makes it open for whoever has it: a token, a key, a signature, a password. */
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
