import type { Reader } from "@/app/request-locale";
import { UserError } from "@/lib/error";
import { FORWARDED_ADDRESS_HEADER, ipBlock } from "@/lib/http/client-address";
import { readLimitedBody } from "@/lib/http/limited-body";
import { formatLocaleOf, preferredLocale, translator } from "@/lib/locale";
import { logger } from "@/lib/logger";
import { customerHint, submitRequest } from "@/lib/request/submit-request";
import { submitSignedInRequest } from "@/lib/request/submit-signed-in-request";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { isFormToken } from "@/lib/shopify/form-token";
import { verifyProxy } from "@/lib/shopify/verify-proxy";
import { isStorable } from "@/lib/storable-text";
import { typedEmail } from "@/lib/store/typed-text";
import type { Liquid } from "./liquid";
import { type ProxiedPage, receivedPage, requestPage, sentPage } from "./proxied-page";

/** More than an address and a line of 200 characters, percent-encoded. */
const MAX_FORM_BYTES = 8000;

/** The request page on the shop's own domain, as Shopify's app proxy asks for it: no script, no cookie. */
export async function GET(request: Request): Promise<Response> {
  const page = await readPage(request);
  return page ? answer(await requestPage(page)) : refused();
}

/** A form of that page. Its answer is the same for every address. */
export async function POST(request: Request): Promise<Response> {
  const page = await readPage(request);
  if (!page) return refused();
  const body = await readLimitedBody(request, MAX_FORM_BYTES);
  const form = new URLSearchParams(body?.toString("utf8"));
  const typed = { email: form.get("email") ?? "", hint: form.get("hint") ?? "" };
  try {
    return answer(await submit(page, form, typed, request.headers));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    logger.info({ action: "proxiedRequest", code: error.code }, "action refused");
    const message = translator(page.reader.locale, "errors")(error.code, error.values);
    return answer(await requestPage(page, { message, typed }));
  }
}

async function submit(
  page: ProxiedPage,
  form: URLSearchParams,
  typed: { email: string; hint: string },
  headers: Headers,
): Promise<Liquid> {
  const { store, source, customerId, reader } = page;
  const refuse = (message: string) => requestPage(page, { message, typed });
  if (!isFormToken(form.get("form_token") ?? "", page))
    return await refuse(translator(reader.locale, "proxied")("expired"));
  // Shopify's own address is every shopper's; what it says of them counts since it was verified.
  const rateLimitKey = ipBlock(headers.get(FORWARDED_ADDRESS_HEADER) ?? "unknown");
  const asked = { store, type: DATA_EXPORT, ...reader, rateLimitKey } as const;
  if (customerId !== undefined) {
    const nothingElse = { email: null, emailNormalized: null, emailVerified: false };
    const identity = { ...nothingElse, platformCustomerId: customerId, platformSource: source };
    return receivedPage(page, await submitSignedInRequest({ ...asked, identity }));
  }
  const [email, hint] = [typedEmail.safeParse(typed.email), customerHint.safeParse(typed.hint)];
  const wrong = [...(email.error?.issues ?? []), ...(hint.error?.issues ?? [])][0];
  const errors = translator(reader.locale, "errors");
  if (!email.success || !hint.success || !isStorable(typed.hint))
    return await refuse(errors(errors.has(wrong?.message as "invalid") ? (wrong?.message as "invalid") : "invalid"));
  await submitRequest({ ...asked, email: email.data, hint: hint.data });
  return sentPage(page, email.data.address, form.has("again"));
}

/** @returns undefined for what no connected shop forwarded. */
async function readPage(request: Request): Promise<ProxiedPage | undefined> {
  const proxied = await verifyProxy(new URL(request.url).searchParams);
  return proxied && { ...proxied, reader: readerOf(request.headers.get("accept-language") ?? proxied.store.locale) };
}

function readerOf(acceptLanguage: string): Reader {
  const locale = preferredLocale(undefined, acceptLanguage);
  return { locale, formatLocale: formatLocaleOf(locale, acceptLanguage) };
}

/** What Shopify renders in the shop's theme. */
function answer({ source }: Liquid): Response {
  return new Response(source, { headers: { "Content-Type": "application/liquid", "Cache-Control": "no-store" } });
}

/** An unknown shop, a wrong signature and an old request alike. */
function refused(): Response {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response("This page can be opened in the shop only.\n", { status: 401, headers });
}
