import { getLocale } from "next-intl/server";
import { locales, ownName } from "@/lib/locale";
import { switchLanguage } from "./account/actions";

/** The other languages: one press shows every page in it, for a merchant from every sign-in on. */
export async function LanguageSwitch() {
  const locale = await getLocale();
  return (
    <form action={switchLanguage} className="flex flex-wrap gap-x-3 text-[13px] text-ink-soft">
      {locales
        .filter((other) => other !== locale)
        .map((other) => (
          <button key={other} type="submit" name="locale" value={other} lang={other} className="py-1 underline">
            {ownName(other)}
          </button>
        ))}
    </form>
  );
}
