import { confirmation } from "@/app/(public)/s/[store]/sent/confirmation";
import { stepsAhead } from "@/app/(public)/s/[store]/steps-ahead";
import type { Reader } from "@/app/request-locale";
import { env } from "@/lib/env";
import { isolate } from "@/lib/isolate";
import { translator } from "@/lib/locale";
import { fillText, REQUEST_PAGE } from "@/lib/notification/editable-texts";
import { readOwnTexts } from "@/lib/notification/store-texts";
import { MAX_HINT_LENGTH } from "@/lib/request/submit-request";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { createFormToken } from "@/lib/shopify/form-token";
import type { ProxiedRequest } from "@/lib/shopify/verify-proxy";
import { createAccountHandoff } from "@/lib/sign-in/account-handoff";
import { type Liquid, liquid } from "./liquid";

/** A proxied page: who forwards it, and who reads it. */
export interface ProxiedPage extends ProxiedRequest {
  reader: Reader;
}

/** What was wrong with a form that was sent, and what was typed. */
export interface Refusal {
  message: string;
  typed: { email: string; hint: string };
}

/** The request page in the shop's theme: a guest's form, or one button for who is logged in to the shop. */
export async function requestPage(page: ProxiedPage, refusal?: Refusal): Promise<Liquid> {
  const { store, reader, customerId } = page;
  const t = translator(reader.locale, "public");
  const own = translator(reader.locale, "proxied");
  const { opening } = await readOwnTexts(store.id, REQUEST_PAGE, reader.locale);
  const name = isolate(store.name);
  const proof = { key: "prove", title: t("steps.proveTitle"), text: t("steps.proveText") };
  // Nothing is known of an account but its id: no email can say that its data is ready.
  const steps = customerId ? [] : stepsAhead(store, DATA_EXPORT, reader, proof);
  const content =
    customerId === undefined
      ? store.guestsSupported
        ? guestForm(page, refusal?.typed)
        : liquid`<p>${own("guestsOff", { store: name })}</p><p><a class="button" href="/account/login">${own("logInButton")}</a></p>`
      : liquid`<p>${own("loggedIn", { store: name })}</p>${form(page, liquid`<button type="submit" class="button">${t("submit")}</button>`)}${ownRequests(page)}`;
  return frame(
    t("title"),
    liquid`
<p>${opening ? fillText(opening, { store: name }) : t("lead", { store: name })}</p>
${refusal && liquid`<p role="alert"><strong>${refusal.message}</strong></p>`}
${content}
${
  steps.length > 0 &&
  liquid`<ol>${steps.map(({ title, text }) => liquid`<li><strong>${String(title)}</strong><br>${String(text)}</li>`)}</ol>`
}`,
  );
}

function guestForm(page: ProxiedPage, typed = { email: "", hint: "" }): Liquid {
  const { store, reader } = page;
  const t = translator(reader.locale, "public");
  const own = translator(reader.locale, "proxied");
  const login = marked(own.markup("logIn", { store: isolate(store.name), link: mark }));
  return liquid`${form(
    page,
    liquid`
<p><label for="dossier-email">${t("email")}</label><br>
<input id="dossier-email" class="field__input" type="email" name="email" value="${typed.email}" autocomplete="email" maxlength="254" required aria-describedby="dossier-email-hint"><br>
<small id="dossier-email-hint">${t("emailHint")}</small></p>
<p><label for="dossier-hint">${t("hint")}</label><br>
<input id="dossier-hint" class="field__input" type="text" name="hint" value="${typed.hint}" maxlength="${MAX_HINT_LENGTH}" aria-describedby="dossier-hint-hint"><br>
<small id="dossier-hint-hint">${t("hintHint")}</small></p>
<p><button type="submit" class="button">${t("submit")}</button></p>`,
  )}<p><small>${login.map((text, index) => (index === 1 ? liquid`<a href="/account/login">${text}</a>` : liquid`${text}`))}</small></p>`;
}

/** The page after a guest's request: the same for every address. */
export function sentPage(page: ProxiedPage, email: string, again: boolean): Liquid {
  const { title, lead, lifetime, noneTitle, noneText, resend, nextTitle, steps } = confirmation(
    page.store,
    page.reader,
    { email, again, type: DATA_EXPORT },
  );
  return frame(
    title,
    liquid`
<p role="status">${lead.map((text, index) => (index === 1 ? liquid`<strong>${text}</strong>` : liquid`${text}`))}</p>
<p>${lifetime}</p>
<h2>${noneTitle}</h2>
<p>${noneText}</p>
${form(page, liquid`<input type="hidden" name="email" value="${email}"><input type="hidden" name="again" value="1"><button type="submit" class="button">${resend}</button>`)}
<h2>${nextTitle}</h2>
<ol>${steps.map(({ title: name, text }) => liquid`<li><strong>${String(name)}</strong><br>${String(text)}</li>`)}</ol>`,
  );
}

/** The page after the request of who is logged in. */
export function receivedPage(page: ProxiedPage, { reference, made }: { reference: string; made: boolean }): Liquid {
  const { store, reader } = page;
  const [due] = stepsAhead(store, DATA_EXPORT, reader);
  const flash = translator(reader.locale, "flash");
  const received = translator(reader.locale, "proxied")("received", { reference });
  return frame(
    translator(reader.locale, "public")("title"),
    liquid`
<p role="status"><strong>${made ? received : flash("receivedAlready", { reference })}</strong></p>
<p>${String(due?.text ?? "")}</p>
${ownRequests(page)}`,
  );
}

/** The link by which an account's requests are seen where Dossier is, once. */
function ownRequests({ store, source, customerId = "", reader }: ProxiedPage): Liquid {
  const token = createAccountHandoff(store.id, { source, id: customerId });
  const href = `${env().appUrl}/s/${store.slug}/sign-in?${new URLSearchParams({ token, next: "account" })}`;
  return liquid`<p><a href="${href}" rel="noreferrer">${translator(reader.locale, "public")("yourRequests")}</a></p>`;
}

/** A plain form that is sent to this page's own address on the shop's domain. */
function form(page: ProxiedPage, fields: Liquid): Liquid {
  return liquid`<form method="post" action="${page.path}"><input type="hidden" name="form_token" value="${createFormToken(page)}">${fields}</form>`;
}

function frame(title: string, content: Liquid): Liquid {
  return liquid`<div class="page-width rte"><h1>${title}</h1>${content}</div>\n`;
}

/** No text has a NUL. */
const mark = (text: string) => `\0${text}\0`;
const marked = (text: string) => text.split("\0");
