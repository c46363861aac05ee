import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { flashCookie, flashSchema } from "./flash";

/** What this page says of what was done before, in the user's language. */
export async function readFlash() {
  const cookie = flashCookie();
  const stored = (await cookies()).get(cookie)?.value;
  if (!stored) return null;
  const flash = flashSchema.safeParse(parse(stored));
  if (!flash.success) return null;
  const { id, path, key, name, minutes } = flash.data;
  const t = await getTranslations("dashboard");
  const text = t(`said-${key}`, { name: name || t("somebody"), minutes });
  return { id, path, cookie, text, good: !key.endsWith("Already") };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
