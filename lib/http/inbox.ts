import { readEmailAddress } from "@/lib/email-address";

/** How a provider delivers many addresses to one inbox. "+" and what follows it is a tag at all of them (RFC 5233). */
interface Provider {
  domains: readonly string[] | RegExp;
  /** The domain that represents all of a provider's domains, if a person has the same name at each. */
  mainDomain?: string;
  /** Rewrites the part before the tag: characters that are ignored or equivalent. */
  fold?: (name: string) => string;
  /** What else starts a tag. */
  tag?: "-";
  /** `anything@name.DOMAIN` is `name@DOMAIN`. */
  subdomains?: true;
}

/** The one table of alias rules. It is for limits only, never for identity. */
const providers: Provider[] = [
  // https://support.google.com/mail/answer/7436150 and /10313
  { domains: ["gmail.com", "googlemail.com"], mainDomain: "gmail.com", fold: (name) => name.replaceAll(".", "") },
  // https://proton.me/support/addresses-and-aliases; that ".", "-" and "_" are ignored is what its support says
  {
    ...{ domains: ["proton.me", "protonmail.com", "pm.me", "protonmail.ch"], mainDomain: "proton.me" },
    fold: (name) => name.replace(/[._-]/g, ""),
  },
  // Yahoo Help, "Create and manage disposable email addresses": nickname-keyword
  { domains: /^(?:yahoo\.[a-z]{2,3}(?:\.[a-z]{2})?|ymail\.com|rocketmail\.com|myyahoo\.com)$/, tag: "-" },
  // Microsoft Support, "Plus addressing in Outlook.com"; a hyphen tells people apart
  { domains: /^(?:(?:outlook|hotmail|live)\.[a-z]{2,3}(?:\.[a-z]{2})?|msn\.com)$/ },
  // Apple Support, "If you have an @mac.com or @me.com address": one account, three domains
  { domains: ["icloud.com", "me.com", "mac.com"], mainDomain: "icloud.com" },
  // https://www.fastmail.help/hc/en-us/articles/360060591053; a host name has no "_": fastmail.blog, 2008-01-24
  {
    domains: /^(?:fastmail\.(?:com|fm|cn|co\.uk|de|es|in|jp|mx|net|nl|org|se|to|tw|uk|us)|sent\.(?:as|at|com))$/,
    ...{ subdomains: true, fold: (name: string) => name.replaceAll("_", "-") },
  },
  // Yandex Support, "Email aliases": one name at all domains, "." and "-" are the same
  {
    domains: /^(?:yandex\.(?:ru|com|by|kz|ua|uz|com\.tr|com\.ua)|ya\.ru)$/,
    ...{ mainDomain: "yandex.ru", fold: (name: string) => name.replaceAll("-", ".") },
  },
  // Zoho Mail Help, "Plus addressing"; GMX and WEB.DE Hilfe; Mail.ru Help; mailbox.org and Posteo Hilfe: "+" alone
  { domains: /^(?:zoho(?:mail)?\.(?:com|eu|in)|gmx\.[a-z]{2,3}|web\.de|mail\.ru|mailbox\.org|posteo\.[a-z]{2})$/ },
];

/**
 * The inbox that an address most likely belongs to, for limits that protect it. Never for identity: elsewhere these
 * may be two people, who then share a limit.
 */
export function inboxOf(address: string): string {
  return readInbox(address).inbox;
}

/**
 * The inbox that an address may belong to: at a provider with unknown rules the part before the first "+" or "-"
 * counts, which may also be several people's.
 */
export function possibleInboxOf(address: string): string {
  const { inbox, known } = readInbox(address);
  const [tag, at] = [inbox.indexOf("-", 1), inbox.lastIndexOf("@")];
  return known || tag < 0 || tag > at ? inbox : inbox.slice(0, tag) + inbox.slice(at);
}

function readInbox(address: string): { inbox: string; known: boolean } {
  const { normalized } = readEmailAddress(address);
  const at = normalized.lastIndexOf("@");
  if (at < 1 || at === normalized.length - 1) return { inbox: address, known: true };
  const [local, host] = [normalized.slice(0, at), normalized.slice(at + 1)];
  const [first = "", ...rest] = host.split(".");
  const parent = providers.find(({ domains, subdomains }) => subdomains && holds(domains, rest.join(".")));
  const provider = parent ?? providers.find(({ domains }) => holds(domains, host));
  const name = parent ? first : untagged(local, provider?.tag);
  const domain = parent ? rest.join(".") : host;
  return {
    inbox: `${provider?.fold?.(name) ?? name}@${provider?.mainDomain ?? domain}`,
    known: provider !== undefined,
  };
}

function holds(domains: Provider["domains"], host: string): boolean {
  return domains instanceof RegExp ? domains.test(host) : domains.includes(host);
}

/** The part before the first tag, which is never all of it. */
function untagged(local: string, tag: Provider["tag"]): string {
  const name = local.replace(/(?<=.)\+.*$/s, "");
  return tag ? name.replace(/(?<=.)-.*$/s, "") : name;
}
