import { getLocale, getTranslations } from "next-intl/server";
import { currentReader } from "@/app/request-locale";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type ListedSearch, missingSentence, searchName } from "@/lib/archive/searches";
import type { ReviewProgress } from "@/lib/review/review-progress";
import type { SectionTable } from "@/lib/section/section-table";
import { sectionList } from "./request-action";

/** The id of the text that says which sections have to be reviewed first. */
export const UNREVIEWED_ID = "unreviewed";

/** Says which sections the store wants reviewed before a delivery, and leads to the first. */
export async function Unreviewed({
  missing,
  table,
  href,
}: {
  missing: ReviewProgress["missing"];
  table: SectionTable;
  href: string;
}) {
  const t = await getTranslations("deliver");
  return (
    <div className="mb-4">
      <Notice tone="wait">
        <p id={UNREVIEWED_ID} className="mb-3 text-sm">
          {t("unreviewed", { sections: sectionList(missing, await getLocale(), table) })}
        </p>
        <ButtonLink href={`${href}?section=${missing[0]}`}>{t("reviewNow")}</ButtonLink>
      </Notice>
    </div>
  );
}

/** Names the sources that did not give all they have, each with what is missing of it. */
export async function Incomplete({ missing, table }: { missing: ListedSearch[]; table: SectionTable }) {
  const t = await getTranslations("deliver");
  const { locale } = await currentReader();
  return (
    <div className="mb-4">
      <Notice tone="wait">
        <h3 className="text-sm">{t("incompleteTitle")}</h3>
        <ul className="mt-1 grid gap-1 text-sm">
          {missing.map((search) => (
            <li key={search.source} className="wrap-anywhere">
              <bdi>{searchName(search, locale)}</bdi>: {missingSentence(search, { locale, table })}
            </li>
          ))}
        </ul>
        <p className="mt-2 text-sm">{t("incompleteText")}</p>
      </Notice>
    </div>
  );
}
