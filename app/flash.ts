import { refresh } from "next/cache";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { ShownFlash } from "@/components/ui/flash-notice";
import type { UserErrorCode } from "@/lib/error";
import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { isolateValues } from "@/lib/locale";
import { truncate } from "@/lib/storable-text";
import { isToken } from "@/lib/token";
import type messages from "@/messages/en.json";

/** A message that the next page shows once: what was done, or what went wrong. */
export type Flash = {
  /** The values in the text. */
  values?: {
    name?: string;
    email?: string;
    reference?: string;
    minutes?: number;
    count?: number;
    of?: string;
    left?: number;
  };
  /** The act on many requests that it is about: it links to the result, and offers to undo it. */
  bulk?: { id: string; undo: boolean };
} & (
  | {
      /** The text's key in the messages under `flash`; one that ends in "Already" or "Over" means that nothing was done. */
      key: Exclude<keyof typeof messages.flash, "somebody">;
    }
  | {
      error: UserErrorCode;
      /** The field of the page's plain form that shows the error, in place of the notice. */
      field?: string;
    }
);

const LIFETIME_SECONDS = 60;

/**
 * Makes the page at `path` show a message. A cookie carries it, so that it works without JavaScript and is in no URL.
 * An action that does not redirect answers with its own page, rendered again: Next does so when a cookie changes.
 */
export async function setFlash(path: string, flash: Flash): Promise<void> {
  const stored = JSON.stringify(storedFlash.parse({ ...flash, path: shownAt(path) }));
  // The notice's script deletes it once it is shown, so it cannot be HttpOnly. It holds no secret.
  (await cookies()).set(flashCookie(), stored, { ...cookieOptions(), httpOnly: false, maxAge: LIFETIME_SECONDS });
}

/** For actions: redirects to a page, freshly rendered, that shows a message. */
export async function redirectWithFlash(path: string, flash: Flash): Promise<never> {
  await setFlash(path, flash);
  refresh();
  redirect(path);
}

/** Forgets a message that has not been shown. */
export async function clearFlash(): Promise<void> {
  (await cookies()).delete({ ...cookieOptions(), name: flashCookie() });
}

/** The message that was set for one of the next pages, in the reader's language; null if there is none. */
export async function readFlash(): Promise<ShownFlash | null> {
  const cookie = flashCookie();
  const stored = (await cookies()).get(cookie)?.value;
  const flash = stored === undefined ? undefined : storedFlash.safeParse(parse(stored)).data;
  const text = flash && (await textOf(flash));
  if (!text) return null;
  const tone = flash.error ? "late" : /(Already|Over)$/.test(flash.key ?? "") ? "calm" : "good";
  return { path: flash.path, cookie, tone, field: flash.field, bulk: flash.bulk, text };
}

async function textOf({ key, error, values }: z.infer<typeof storedFlash>): Promise<string | undefined> {
  const t = await getTranslations(error ? "errors" : "flash");
  const textKey = error ?? key ?? "";
  return t.has(textKey)
    ? t(textKey, isolateValues({ ...values, name: values.name || (error ? "" : t("somebody")) }))
    : undefined;
}

// A cookie holds 4 kB, and anyone who can write the browser's cookies chooses what it holds.
const shortText = z.string().transform((text) => truncate(text, 254));

const storedFlash = z.object({
  path: shortText,
  key: shortText.optional(),
  error: shortText.optional(),
  field: shortText.optional(),
  values: z
    .object({
      name: shortText.default(""),
      email: shortText.default(""),
      reference: shortText.default(""),
      minutes: z.number().default(1),
      count: z.number().default(1),
      left: z.number().default(0),
      of: shortText.default("other"),
    })
    .prefault({}),
  bulk: z.object({ id: z.uuid(), undo: z.boolean() }).optional(),
});

/** The page's path, without a link's token at its end, which no cookie needs to repeat. */
function shownAt(path: string): string {
  const page = path.replace(/[?#].*$/, "");
  const last = page.slice(page.lastIndexOf("/") + 1);
  return isToken(last) ? page.slice(0, -last.length) : page;
}

/** The stored name stays: a browser may send a cookie that an older release set. */
function flashCookie(): string {
  return cookieName("said");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
