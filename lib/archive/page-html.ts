import { isolate } from "@/lib/isolate";
import { translator } from "@/lib/locale";
import { escapeHtml, htmlFoot, htmlHead } from "@/lib/section/html";
import type { SectionKey } from "@/lib/section/sections";
import { readerWords } from "@/lib/section/words";
import type { ArchiveFacts } from "./archive-facts";

/** The file of a further page of a section. */
export function sectionPagePath(section: string, page: number): string {
  return page === 1 ? `${section}.html` : `${section}-${page}.html`;
}

/** What surrounds the entries on a page of a long section: its head, and links back and on. */
export function pageFrame(facts: ArchiveFacts, section: SectionKey) {
  const t = translator(facts.locale, "archive");
  const name = readerWords(facts.locale, facts.table).section(section);
  const link = (target: string, text: string, rel = "") => `<a href="${target}"${rel}>${escapeHtml(text)}</a>`;
  const links = (page: number, hasNext: boolean) =>
    link(`index.html#${section}`, t("back")) +
    (page > 1 ? link(sectionPagePath(section, page - 1), t("previous"), ` rel="prev"`) : "") +
    (hasNext ? link(sectionPagePath(section, page + 1), t("next"), ` rel="next"`) : "");
  return {
    head(page: number): string {
      const title = t("page", { section: name, page });
      return (
        htmlHead({ locale: facts.locale, title: `${title} · ${isolate(facts.store.name)}` }) +
        `<nav class="pages" aria-label="${escapeHtml(t("pages"))}">${links(page, false)}</nav>\n` +
        `<h1>${escapeHtml(t("title", { store: facts.store.name }))}</h1>\n<p class="lead">${escapeHtml(facts.reference)}</p>\n` +
        `<h2>${escapeHtml(title)}</h2>\n`
      );
    },
    foot: (page: number, hasNext: boolean): string =>
      `<footer class="pages foot">${links(page, hasNext)}</footer>\n${htmlFoot}`,
  };
}
