import type { Section } from "@/lib/customer/source";
import { translator } from "@/lib/locale";
import type { ArchiveFacts } from "./archive-facts";
import { escapeHtml, htmlFoot, htmlHead } from "./html";

/** The file of a further page of a section. */
export function sectionPagePath(section: Section, page: number): string {
  return page === 1 ? `${section}.html` : `${section}-${page}.html`;
}

/** What stands around the entries on a further page of a long section: the head, and the way back and on. */
export function pageFrame(facts: ArchiveFacts, section: Section) {
  const t = translator(facts.locale, "archive");
  const name = translator(facts.locale, "sections")(section);
  const links = (page: number, hasNext: boolean, place: string) =>
    `<nav class="pages ${place}" aria-label="${escapeHtml(t("pages"))}"><a href="index.html#${section}">${escapeHtml(t("back"))}</a>` +
    (page > 1 ? `<a href="${sectionPagePath(section, page - 1)}" rel="prev">${escapeHtml(t("previous"))}</a>` : "") +
    (hasNext ? `<a href="${sectionPagePath(section, page + 1)}" rel="next">${escapeHtml(t("next"))}</a>` : "") +
    "</nav>\n";
  return {
    head(page: number): string {
      const title = t("page", { section: name, page });
      return (
        htmlHead({ locale: facts.locale, title: `${title} · ${facts.store.name}` }) +
        `${links(page, false, "top")}<h1>${escapeHtml(title)}</h1>\n<p class="lead">${escapeHtml(facts.store.name)} · ${escapeHtml(facts.reference)}</p>\n`
      );
    },
    foot: (page: number, hasNext: boolean): string => links(page, hasNext, "foot") + htmlFoot,
  };
}
