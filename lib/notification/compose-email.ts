import { plainTextSelectors, render } from "@react-email/components";
import { compile } from "html-to-text";
import { createElement } from "react";
import { type EmailKind, emailTexts } from "@/emails/texts";
import { accentColors } from "@/lib/accent";
import { env } from "@/lib/env";
import { isolate } from "@/lib/isolate";
import { defaultLocale, isLocale, type Locale, translator } from "@/lib/locale";
import { type EmailFacts, emailValues } from "./email-facts";
import { DEFAULT_FACTS, type EmailRow, emailRow } from "./email-table";

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
  const factNames = row.facts ?? DEFAULT_FACTS[audience];
  const url = linkOf(row, facts);
  const element = createElement(row.template, {
    frame: { ...frameOf(facts, locale), heading: texts.heading, preview: texts.preview ?? texts.intro },
    texts,
    facts: factNames.map((name) => ({ label: t(`facts.${name}`), value: values[name] })),
    ...(url && { action: { name: texts.button ?? t("openRequest"), url, fallback: t("fallback") } }),
    ...(token && !row.link && { code: token }),
    reason: (request?.refusalReason ?? "").split("\n").map(isolate).join("\n"),
  });
  // Plain apostrophes, as people search for them: React escapes them, and writes every attribute in
  // double quotes, where they need no escape.
  const html = (await render(element)).replaceAll("&#x27;", "'");
  return { subject: texts.subject, html, text: `${toText(html).trim()}\n` };
}

// Compiled once: reading the selectors takes longer than converting an email by them.
const toText = compile({
  wordwrap: false,
  selectors: [
    ...plainTextSelectors,
    { selector: "h1", options: { uppercase: false } },
    { selector: "table.facts", format: "dataTable", options: { uppercaseHeaderCells: false } },
  ],
});

function frameOf({ store, audience }: EmailFacts, locale: Locale) {
  const t = translator(locale, "emails");
  const footer = { store: store.name, contact: store.contactEmail ?? "" };
  const toCustomer = store.contactEmail ? t("footerCustomer", footer) : t("footerCustomerPlain", footer);
  return {
    locale,
    // Languages written from the right.
    direction: /^(?:ar|fa|he|ur)\b/.test(locale) ? ("rtl" as const) : ("ltr" as const),
    storeName: isolate(store.name),
    accent: accentColors(store.accentColor),
    footer: audience === "store" ? t("footerStore", footer) : toCustomer,
  };
}

function linkOf({ link }: EmailRow<never>, { audience, store, request, token, ...facts }: EmailFacts) {
  const { appUrl } = env();
  const pages = { customer: `${appUrl}/s/${store.slug}`, store: `${appUrl}/dashboard/${store.slug}` };
  switch (link ?? (audience === "store" ? "request" : undefined)) {
    case "verify":
      return `${pages.customer}/verify/${token}`;
    case "signIn":
      return `${pages.customer}/sign-in?link=${token}`;
    case "delivery":
      return `${pages.customer}/delivery/${token}`;
    case "request":
      return `${pages.store}/requests/${request?.id}`;
    case "information":
      return `${pages.store}/settings/information`;
    case "export":
      return `${pages.store}/exports/${facts.export?.id}`;
    default:
      return undefined;
  }
}
