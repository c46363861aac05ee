import { translator } from "@/lib/locale";
import type { ArchiveFacts, SourceResult } from "./archive-facts";
import { escapeHtml, htmlFoot, htmlHead } from "./html";
import type { WrittenSection } from "./section-writer";

/** index.html: who, when, which store, what was searched, and every section or the way to it. */
export function indexHtml(facts: ArchiveFacts, sections: WrittenSection[], sources: SourceResult[]): string {
  const t = translator(facts.locale, "archive");
  const names = translator(facts.locale, "sections");
  const date = dates(facts.locale);
  const failed = sources.filter((source) => source.failed);
  const about = [
    [t("about.reference"), escapeHtml(facts.reference)],
    [t("about.store"), escapeHtml(facts.store.name)],
    ...(facts.store.contact ? [[t("about.contact"), escapeHtml(facts.store.contact)]] : []),
    ...(facts.email ? [[t("about.email"), escapeHtml(facts.email)]] : []),
    [t("about.requestedAt"), date(facts.requestedAt)],
    [t("about.generatedAt"), date(facts.generatedAt)],
  ];
  const contents = sections.map(
    ({ section, rows }) =>
      `<li><a href="#${section}">${escapeHtml(names(section))}</a><span class="faint">${escapeHtml(t("rows", { count: rows }))}</span></li>`,
  );
  return (
    htmlHead({ locale: facts.locale, title: `${facts.store.name} · ${facts.reference}` }) +
    `<h1>${escapeHtml(t("title", { store: facts.store.name }))}</h1>\n<p class="lead">${escapeHtml(t("lead"))}</p>\n` +
    (failed.length > 0
      ? `<div class="card late"><p>${escapeHtml(t("failed", { sections: failed.map((source) => names(source.section)).join(", ") }))}</p></div>\n`
      : "") +
    `<div class="card"><dl>${about.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${value}</dd>`).join("")}</dl></div>\n` +
    `<nav class="card" aria-label="${escapeHtml(t("contents"))}"><ul>${contents.join("")}</ul></nav>\n` +
    sections.map((section) => sectionBlock(section, names(section.section), t)).join("") +
    `<h2>${escapeHtml(t("files.title"))}</h2>\n<div class="card"><dl>` +
    (["index.html", "data.json", "csv/", "schema.json", "manifest.json"] as const)
      .map((file) => `<dt>${file}</dt><dd>${escapeHtml(t(`files.${FILES[file]}`))}</dd>`)
      .join("") +
    `</dl></div>\n${htmlFoot}`
  );
}

/** The head of a further page of a long section, with the way back and on. */
export function pageHead(facts: ArchiveFacts, section: WrittenSection["section"], page: number): string {
  const t = translator(facts.locale, "archive");
  const name = translator(facts.locale, "sections")(section);
  const title = t("page", { section: name, page });
  const before = page > 1 ? ` · <a href="${section}-${page - 1}.html">${escapeHtml(t("previous"))}</a>` : "";
  return (
    htmlHead({ locale: facts.locale, title: `${title} · ${facts.reference}` }) +
    `<p class="small"><a href="index.html#${section}">${escapeHtml(t("back"))}</a>${before}</p>\n<h1>${escapeHtml(title)}</h1>\n`
  );
}

type Translate = ReturnType<typeof translator<"archive">>;

function sectionBlock({ section, rows, inline, pages }: WrittenSection, name: string, t: Translate): string {
  const heading = `<h2 id="${section}">${escapeHtml(name)}</h2>\n`;
  if (inline) return heading + inline;
  if (pages.length === 0) return `${heading}<p class="faint">${escapeHtml(t("none"))}</p>\n`;
  const links = pages.map(
    (path, index) => `<li><a href="${path}">${escapeHtml(t("page", { section: name, page: index + 1 }))}</a></li>`,
  );
  return `${heading}<div class="card"><p>${escapeHtml(t("paged", { count: rows }))}</p><ul>${links.join("")}</ul></div>\n`;
}

function dates(locale: string) {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return (iso: string) => `<time datetime="${iso}">${escapeHtml(format.format(new Date(iso)))} UTC</time>`;
}

const FILES = {
  "index.html": "index",
  "data.json": "data",
  "csv/": "csv",
  "schema.json": "schema",
  "manifest.json": "manifest",
} as const;
