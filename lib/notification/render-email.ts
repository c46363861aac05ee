import { plainTextSelectors, render } from "@react-email/components";
import { compile } from "html-to-text";
import type { Audience } from "@/prisma/generated/client";
import { customerEmails } from "./customer-emails";
import { type EmailFacts, emailContext } from "./email-context";
import type { TemplateName } from "./notification-events";
import { storeEmails } from "./store-emails";

/**
 * Renders a template in words: subject, HTML part and text part.
 * @throws when there is no such template for this audience.
 */
export async function renderEmail(template: TemplateName, facts: EmailFacts) {
  const { subject, element } = composerOf(template, facts.audience)(emailContext(facts));
  // Plain apostrophes, as people search for them: React escapes them, and writes every attribute in
  // double quotes, where they need no escape.
  const html = (await render(element)).replaceAll("&#x27;", "'");
  return { subject, html, text: `${toText(html).trim()}\n` };
}

/** Made once: reading the selectors takes longer than reading an e-mail by them. */
const toText = compile({
  wordwrap: false,
  selectors: [
    ...plainTextSelectors,
    { selector: "h1", options: { uppercase: false } },
    { selector: "table.facts", format: "dataTable", options: { uppercaseHeaderCells: false } },
  ],
});

function composerOf(template: TemplateName, audience: Audience) {
  const composers: Partial<Record<TemplateName, (typeof customerEmails)["verify-request"]>> =
    audience === "store" ? storeEmails : customerEmails;
  const composer = composers[template];
  if (!composer) throw new Error(`no template ${template} for ${audience}`);
  return composer;
}
