import { getTranslations } from "next-intl/server";

/** Says that a search for a name looked for whole words alone, and leads to one for parts of words. */
export async function WholeWords({ href }: { href: string }) {
  const t = await getTranslations("common");
  return (
    <p className="text-[13.5px] text-ink-soft">
      {t("wholeWords")}{" "}
      <a href={href} className="underline">
        {t("searchParts")}
      </a>
    </p>
  );
}
