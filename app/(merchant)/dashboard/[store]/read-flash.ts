import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { FLASH_COOKIE, flashSchema } from "./flash";

/** What this page says of what was done before, in the user's language. */
export async function readFlash() {
  const stored = (await cookies()).get(FLASH_COOKIE)?.value;
  if (!stored) return null;
  const flash = flashSchema.safeParse(parse(stored));
  if (!flash.success) return null;
  const { id, key, name, minutes } = flash.data;
  const t = await getTranslations("desk");
  return { id, text: t(`said-${key}`, { name: name || t("somebody"), minutes }), good: !key.endsWith("Already") };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
