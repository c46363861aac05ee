import { translator } from "@/lib/locale";
import { escapeHtml, factsTable, htmlFoot, htmlHead, markerHtml, textHtml } from "@/lib/section/html";
import { RedactionMarker } from "@/lib/section/redaction-marker";
import { readerWords } from "@/lib/section/words";
import { formatTime } from "@/lib/time-zone";
import type { ArchiveFacts, SourceResult } from "./archive-facts";
import { informationHtml, printedInformation } from "./information-html";
import { searchesHtml, searchName } from "./searches";
import type { WrittenSection } from "./section-writer";
import { type Listings, withheldHtml } from "./withheld";

/** index.html: who, when, which store, what was searched, and every section or a link to it. */
export function indexHtml(
  facts: ArchiveFacts,
  sections: WrittenSection[],
  sources: SourceResult[],
  lists: Listings,
): string {
  const t = translator(facts.locale, "archive");
  const words = readerWords(facts.locale, facts.table);
  const failed = [
    ...new Set(sources.filter((source) => source.failure).map((source) => words.section(source.section))),
  ];
  const missed = lists.searches.filter(({ searched }) => !searched).map((search) => searchName(search, facts.locale));
  const information = informationHtml(facts, printedInformation(facts.information, lists.sources));
  return [
    htmlHead({ locale: facts.locale, title: t("title", { store: facts.store.name }) }),
    `<header>\n${logoHtml(facts)}<h1>${escapeHtml(t("title", { store: facts.store.name }))}</h1>\n`,
    `<p class="lead">${escapeHtml(t(lists.withheld.length > 0 ? "leadWithheld" : "lead"))}</p>\n</header>\n`,
    failed.length > 0 &&
      `<div class="card late" role="note"><p>${escapeHtml(t("failed", { sections: failed.join(", ") }))}</p></div>\n`,
    missed.length > 0 &&
      `<div class="card late" role="note"><p>${escapeHtml(t("notSearched", { sources: missed.join(", ") }))}</p></div>\n`,
    aboutTable(facts),
    contentsTable(facts, sections, sources, [
      { id: "searches", title: t("searches.title") },
      ...(lists.withheld.length > 0 ? [{ id: "withheld", title: t("withheld.title") }] : []),
      ...(lists.leftOut.some(({ kind }) => kind) ? [{ id: "undisclosed", title: t("undisclosed.title") }] : []),
      ...(lists.leftOut.some(({ kind }) => !kind) ? [{ id: "leftOut", title: t("leftOut.title") }] : []),
      ...(information ? [{ id: "information", title: translator(facts.locale, "information")("title") }] : []),
    ]),
    ...sections.map((section) =>
      sectionBlock(
        facts,
        section,
        sources.filter((source) => source.section === section.section),
        missed.length > 0,
      ),
    ),
    searchesHtml(facts, lists.searches),
    withheldHtml(facts, lists),
    information,
    filesTable(
      facts,
      sections.some(({ section }) => section === "added"),
    ),
    htmlFoot,
  ]
    .filter(Boolean)
    .join("");
}

/** The store's logo, inside the file: the archive is read without a network. */
function logoHtml({ logo, store }: ArchiveFacts): string {
  if (!logo) return "";
  const source = `data:image/png;base64,${Buffer.from(logo).toString("base64")}`;
  return `<p><img class="logo" src="${source}" alt="${escapeHtml(store.name)}"></p>\n`;
}

function aboutTable(facts: ArchiveFacts): string {
  const { reference, store, customer, requestedAt, generatedAt } = facts;
  const t = translator(facts.locale, "archive");
  const date = (iso: string) =>
    `<time datetime="${iso}">${escapeHtml(formatTime(new Date(iso), "time", { ...facts, locale: facts.formatLocale }))}</time>`;
  const rows: [string, string | null][] = [
    [t("about.customer"), customer.name && textOrMarker(customer.name)],
    [t("about.email"), customer.email && textOrMarker(customer.email)],
    [t("about.store"), textHtml(store.name)],
    [t("about.contact"), store.contact && textHtml(store.contact)],
    [t("about.reference"), escapeHtml(reference)],
    [t("about.requestedAt"), date(requestedAt)],
    [t("about.generatedAt"), date(generatedAt)],
  ];
  return factsTable(
    t("about.title"),
    rows.flatMap(([name, value]) => (value ? [[escapeHtml(name), value] as const] : [])),
  );
}

function textOrMarker(held: string | RedactionMarker): string {
  return held instanceof RedactionMarker ? markerHtml(held) : textHtml(held);
}

function contentsTable(
  { locale, table }: ArchiveFacts,
  sections: WrittenSection[],
  sources: SourceResult[],
  further: { id: string; title: string }[],
): string {
  const t = translator(locale, "archive");
  const words = readerWords(locale, table);
  const rows = sections.map(({ section, rows: count, withheld }) => {
    const incomplete = sources.some((source) => source.section === section && source.failure);
    const mark = incomplete ? ` <span class="bad">${escapeHtml(t("incomplete"))}</span>` : "";
    return (
      `<tr><th scope="row"><a href="#${section}">${escapeHtml(words.section(section))}</a>${mark}</th>` +
      `<td class="num">${textOrMarker(withheld ?? t("rows", { count }))}</td></tr>`
    );
  });
  for (const { id, title } of further)
    rows.push(`<tr><th scope="row" colspan="2"><a href="#${id}">${escapeHtml(title)}</a></th></tr>`);
  return `<nav class="card" aria-label="${escapeHtml(t("contents"))}"><table class="contents"><caption>${escapeHtml(t("contents"))}</caption><tbody>${rows.join("")}</tbody></table></nav>\n`;
}

function sectionBlock(
  facts: ArchiveFacts,
  { section, rows, inline, pages, withheld }: WrittenSection,
  searched: SourceResult[],
  isMissing: boolean,
): string {
  const t = translator(facts.locale, "archive");
  const failed = searched.some(({ failure }) => failure);
  const short = withheld ? [] : searched.flatMap(({ rows: found, stated }) => (stated ? [{ found, stated }] : []));
  const name = readerWords(facts.locale, facts.table).section(section);
  // Nothing found is not nothing held, where something was not searched.
  const count = rows === 0 && !failed && !isMissing ? t("none") : t("rows", { count: rows });
  const head =
    `<section aria-labelledby="${section}">\n<h2 id="${section}">${escapeHtml(name)}</h2>\n<p class="soft">${textOrMarker(withheld ?? count)}</p>\n` +
    (failed ? `<div class="card late"><p>${escapeHtml(t("sectionFailed"))}</p></div>\n` : "") +
    short.map((counts) => `<div class="card late"><p>${escapeHtml(t("fewerFound", counts))}</p></div>\n`).join("");
  if (pages.length === 0) return `${head}${inline ?? ""}</section>\n`;
  const links = pages.map(
    ({ path, from, to }) => `<li><a href="${path}">${escapeHtml(t("pageRange", { from, to }))}</a></li>`,
  );
  return `${head}<div class="card"><p class="small soft">${escapeHtml(t("paged"))}</p><ul class="list">${links.join("")}</ul></div>\n</section>\n`;
}

const FILES = {
  "index.html": "index",
  "data.json": "data",
  "csv/": "csv",
  "files/": "added",
  "schema.json": "schema",
  "manifest.json": "manifest",
} as const;

/** @param hasAdded whether it may hold files that the store added. */
function filesTable({ locale }: ArchiveFacts, hasAdded: boolean): string {
  const t = translator(locale, "archive");
  const rows = Object.entries(FILES)
    .filter(([, key]) => key !== "added" || hasAdded)
    .map(([file, key]) => [`<code>${file}</code>`, escapeHtml(t(`files.${key}`))] as const);
  return factsTable(t("files.title"), rows, "card apart");
}
