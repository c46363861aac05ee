import { plainTextSelectors, render } from "@react-email/components";
import { compile } from "html-to-text";
import { createElement } from "react";
import type { DueGroup } from "@/emails/due-list";
import type { EmailProps, EmailTemplate } from "@/emails/layout";
import { type EmailKind, emailTexts } from "@/emails/texts";
import { accentColors } from "@/lib/accent";
import { env } from "@/lib/env";
import { isolate } from "@/lib/isolate";
import { defaultLocale, isLocale, type Locale, translator } from "@/lib/locale";
import { daysUntil } from "@/lib/request/request-deadline";
import type { RequestViewName } from "@/lib/request/request-views";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { DEFAULT_TIME_ZONE, formatTime } from "@/lib/time-zone";
import type { DueDigest } from "./due-digest";
import { editableTexts, fillText, isTextName, type TextPart } from "./editable-texts";
import { type EmailFacts, emailValues } from "./email-facts";
import { DEFAULT_FACTS, type EmailRow } from "./email-row";
import { emailRow } from "./email-table";
import { letterLaw } from "./letter-law";
import { letterLists } from "./letter-lists";

/**
 * Writes an email: subject, HTML part and text part.
 * @throws when there is no such email for this audience.
 */
export async function composeEmail(kind: EmailKind, facts: EmailFacts) {
  const { audience, request, token } = facts;
  const locale = isLocale(facts.locale) ? facts.locale : defaultLocale;
  const t = translator(locale, "emails");
  const row = emailRow(audience, kind);
  const values = emailValues(facts, locale);
  const texts = emailTexts(t, audience, kind, values);
  // The default words, and the store's own, are about the copy.
  const isOther = texts.other !== undefined && request !== null && request.type !== DATA_EXPORT;
  if (isOther && texts.other) texts.intro = texts.other;
  const factNames = row.facts ?? DEFAULT_FACTS[audience];
  const url = linkOf(row, facts);
  const own = isOther ? {} : fillOwnTexts(kind, facts, values);
  const opening = openingOf(kind, own.opening, texts);
  const law = audience === "customer" ? letterLaw(kind, facts, locale) : undefined;
  const lists = letterLists(row, facts, locale);
  const parts = await renderEmail(row.template, {
    frame: {
      ...frameOf({ ...facts.store, footer: (!facts.isTest && texts.footer) || footerOf(facts, row, locale) }, locale),
      ...{ heading: texts.heading, preview: texts.preview ?? opening[0]?.replaceAll("\n", " ") ?? "" },
    },
    texts,
    opening,
    ...(own.closing && { closing: own.closing }),
    ...(law && { law }),
    facts: factNames.flatMap((name) => (values[name] ? [{ label: t(`facts.${name}`), value: values[name] }] : [])),
    ...(url && { action: { name: texts.button ?? t("openRequest"), url, fallback: t("fallback") } }),
    ...(token && !row.link && { code: token }),
    ...(facts.due && { due: digestGroups(facts, facts.due, locale) }),
    message: isolateLines(facts.delivery?.message ?? facts.message),
    ...(lists && { lists }),
    reason: isolateLines(request?.[row.reason ?? "refusalReason"]),
  });
  const subject = own.subject ?? texts.subject;
  return { subject: facts.isTest ? t("testSubject", { subject }) : subject, ...parts };
}

/** The store's own words with the values that they may name. */
function fillOwnTexts(kind: EmailKind, { ownTexts = {} }: EmailFacts, values: Record<string, string | number>) {
  if (!isTextName(kind)) return {};
  const { parts, variables } = editableTexts[kind];
  const named = Object.fromEntries(variables.map((name) => [name, values[name] ?? ""]));
  const filled = parts.flatMap((part) => (ownTexts[part] ? [[part, fillText(ownTexts[part], named)]] : []));
  return Object.fromEntries(filled) as Partial<Record<TextPart, string>>;
}

/** The paragraphs that an email begins with. */
function openingOf(kind: EmailKind, own: string | undefined, texts: { intro: string; fixed?: string }): string[] {
  if (!own) return [[texts.intro, texts.fixed].filter(Boolean).join(" ")];
  const fixed = isTextName(kind) && editableTexts[kind].keepsIntro ? texts.intro : texts.fixed;
  return fixed ? [own, fixed] : [own];
}

/** An email's HTML part and text part. */
export async function renderEmail(template: EmailTemplate<never>, props: EmailProps) {
  // Plain apostrophes, as people search for them: React escapes them, and writes every attribute in
  // double quotes, where they need no escape.
  const html = (await render(createElement(template, props))).replaceAll("&#x27;", "'");
  return { html, text: `${toText(html).trim()}\n` };
}

/** A text from outside, each line of which has its own direction. */
function isolateLines(text: string | null | undefined): string {
  return (text ?? "").split("\n").map(isolate).join("\n");
}

// Compiled once: reading the selectors takes longer than converting an email by them.
const toText = compile({
  wordwrap: false,
  selectors: [
    ...plainTextSelectors,
    ...["h1", "h2"].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: "table.facts", format: "dataTable", options: { uppercaseHeaderCells: false } },
  ],
});

/** What surrounds an email, without its heading and preview. */
export function frameOf(
  { name, accentColor, footer }: { name: string; accentColor: string; footer: string },
  locale: Locale,
) {
  return {
    locale,
    // Languages written from the right.
    direction: /^(?:ar|fa|he|ur)\b/.test(locale) ? ("rtl" as const) : ("ltr" as const),
    storeName: isolate(name),
    accent: accentColors(accentColor),
    footer,
  };
}

function footerOf({ store, audience, isTest }: EmailFacts, { recipients }: EmailRow<never>, locale: Locale): string {
  const t = translator(locale, "emails");
  const footer = { store: store.name, contact: store.contactEmail ?? "" };
  if (isTest) return t("footerTest", footer);
  if (audience === "store")
    return t(!recipients || recipients.includes("settings") ? "footerStore" : "footerMember", footer);
  return store.contactEmail ? t("footerCustomer", footer) : t("footerCustomerPlain", footer);
}

/** The requests of a digest, each with its link and how urgent it is. */
function digestGroups({ store }: EmailFacts, { groups, assigneeId }: DueDigest, locale: Locale): DueGroup[] {
  const t = translator(locale, "emails");
  const timeZone = store.timeZone ?? DEFAULT_TIME_ZONE;
  return groups.map(({ mark, count, requests }) => ({
    title: t(`digest.${mark}`),
    requests: requests.map(({ id, reference, customerName, email, dueAt, assignee }) => {
      const days = daysUntil(dueAt, timeZone);
      const due = formatTime(dueAt, "day", { locale, timeZone });
      return {
        name: isolate(customerName ?? email ?? t("unknownCustomer")),
        url: `${pagesOf(store).store}/requests/${id}`,
        details: t("digest.details", {
          reference,
          when: days < 0 ? t("digest.late", { days: -days, due }) : t("digest.when", { days, due }),
          assignee: assignee ? t("digest.assigned", { name: isolate(assignee) }) : t("digest.unassigned"),
        }),
      };
    }),
    ...(count > requests.length && {
      more: {
        name: t("digest.more", { count: count - requests.length }),
        url: reportUrl(store, assigneeId, mark === "overdue" ? "overdue" : "week"),
      },
    }),
  }));
}

/** The report of what is open, or of the part that a digest names; of one member's alone where it is theirs. */
function reportUrl(store: EmailFacts["store"], assigneeId: string | undefined, state?: RequestViewName): string {
  const query = new URLSearchParams({ ...(state && { state }), ...(assigneeId && { assignee: "me" }) }).toString();
  return `${pagesOf(store).store}/requests${query && `?${query}`}`;
}

function pagesOf({ slug }: Pick<EmailFacts["store"], "slug">) {
  const { appUrl } = env();
  return { customer: `${appUrl}/s/${slug}`, store: `${appUrl}/dashboard/${slug}` };
}

function linkOf({ link }: EmailRow<never>, { audience, store, request, token, ...facts }: EmailFacts) {
  const pages = pagesOf(store);
  switch (link ?? (audience === "store" ? "request" : undefined)) {
    case "verify":
      return `${pages.customer}/verify/${token}`;
    case "withdrawErasure":
      return `${pages.customer}/withdraw/${token}`;
    case "signIn":
      return `${pages.customer}/sign-in?link=${token}`;
    case "delivery":
      return `${pages.customer}/delivery/${token}`;
    case "agent":
      return `${pages.customer}/agent/${token}`;
    case "messages":
      return `${pages.customer}/messages/${token}`;
    case "request":
      return `${pages.store}/requests/${request?.id}`;
    case "report":
      return reportUrl(store, facts.due?.assigneeId);
    case "shopDeletion":
      return `${pages.store}/settings/connections/${facts.shop?.number}/deletion`;
    case "ownRequests":
      return `${pages.store}/requests?assignee=me`;
    case "information":
      return `${pages.store}/settings/information`;
    case "customerSignIn":
      return `${pages.store}/settings/sign-in`;
    case "overview":
      return `${pages.store}/overview`;
    case "export":
      return `${pages.store}/exports/${facts.export?.id}?download`;
    default:
      return undefined;
  }
}
