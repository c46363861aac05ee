import { getTranslations } from "next-intl/server";
import { readLimitedForm } from "@/lib/http/form-body";
import { isLocale } from "@/lib/locale";
import { isTextName, REQUEST_PAGE } from "@/lib/notification/editable-texts";
import { composeSample } from "@/lib/notification/sample-email";
import { readOwnTexts } from "@/lib/notification/store-texts";
import { storeTextFields, textsIn } from "@/lib/notification/typed-store-text";
import { escapeHtml, textHtml } from "@/lib/section/html";
import { fieldMessage } from "@/lib/sign-in/action";
import { formSchema } from "@/lib/sign-in/form-schema";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/** Three texts of the longest, in any script, and what React sends with them. */
const MAX_FORM_BYTES = 64 * 1024;

/**
 * An email to customers as a sample, for the frame on the page of its texts: with those that are saved. It is a document
 * of its own because emails use style attributes; lib/server/security-headers.ts gives it its policy.
 */
export const GET = merchantRoute("settings.manage", async ({ request, member: { store } }) => {
  const query = new URL(request.url).searchParams;
  const [name, locale] = [query.get("name") ?? "", query.get("language")];
  if (!isTextName(name) || name === REQUEST_PAGE || !isLocale(locale)) return undefined;
  return await page(await composeSample(store.id, name, locale, await readOwnTexts(store.id, name, locale)));
});

/** With those that are typed in the page's form. Nothing is saved. */
export const POST = merchantRoute("settings.manage", async ({ request, member: { store } }) => {
  const form = await readLimitedForm(request, MAX_FORM_BYTES);
  const typed = form && formSchema(storeTextFields(form.get("name"))).safeParse(form);
  if (!typed) return undefined;
  if (!typed.success) return await problems(typed.error.issues.map(({ message }) => message));
  const { name, language } = typed.data;
  return name === REQUEST_PAGE
    ? undefined
    : await page(await composeSample(store.id, name, language, textsIn(typed.data)));
});

/** The email below its subject. */
async function page({ subject, html }: { subject: string; html: string }): Promise<Response> {
  const t = await getTranslations("texts");
  const line = `<p class="soft" style="${LINE}">${escapeHtml(t("previewSubject"))} <b class="ink">${textHtml(subject)}</b></p>`;
  return answer(html.replace(/<body[^>]*>/, (body) => `${body}${line}`));
}

async function problems(errors: string[]): Promise<Response> {
  const t = await getTranslations("errors");
  const texts = errors.map((error) => `<p style="${LINE}">${textHtml(fieldMessage(t, [error]))}</p>`);
  return answer(`<!doctype html><meta name="color-scheme" content="light dark">${texts.join("")}`);
}

const LINE =
  "max-width:520px;margin:12px auto;padding:0 4px;font:14px/20px system-ui,sans-serif;overflow-wrap:anywhere";

function answer(html: string): Response {
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" } });
}
