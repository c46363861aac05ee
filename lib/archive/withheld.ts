import { type Locale, translator } from "@/lib/locale";
import { escapeHtml } from "@/lib/section/html";
import { redactionReasonText } from "@/lib/section/redact-row";
import { EVERY_ROW, type Redaction, type RedactionReason } from "@/lib/section/redaction";
import type { SectionKey } from "@/lib/section/sections";
import { readerWords } from "@/lib/section/words";
import type { ArchiveFacts, SourceResult } from "./archive-facts";
import type { ListedSearch } from "./searches";
import type { StrippedSecret } from "./strip-secrets";

/** What an archive says of something that it withholds: where, and why; never what. */
interface Withheld {
  section: SectionKey;
  /** The row, counted from 1; null for every row. */
  row: number | null;
  /** A JSON Pointer into the row, with "*" for every element of a list; null for the whole row or section. */
  field: string | null;
  reason: RedactionReason;
  /** The reason in the customer's language. */
  reasonText: string;
}

/** What an archive lists besides its rows, in data.json and manifest.json. */
export interface Listings {
  /** Each source with how it was searched, and what came of that. */
  searches: ListedSearch[];
  /** Each section of each source; with no number of rows where the section is withheld whole. */
  sources: (Omit<SourceResult, "rows"> & { rows: number | null })[];
  withheld: Withheld[];
  leftOut: StrippedSecret[];
}

/** The list of what is withheld, in the order of the archive. */
export function withheldList(redactions: Redaction[], locale: Locale): Withheld[] {
  return redactions.map((redaction) => ({
    section: redaction.section,
    row: redaction.row === EVERY_ROW ? null : redaction.row + 1,
    field: redaction.pointer === "" ? null : redaction.pointer,
    reason: redaction.reason,
    reasonText: redactionReasonText(redaction, locale),
  }));
}

/** What is not in an archive, for reading: what the store withholds and why, and the secrets that no archive holds. */
export function withheldHtml({ locale, table }: ArchiveFacts, { withheld, leftOut }: Listings): string {
  const t = translator(locale, "archive");
  const words = readerWords(locale, table);
  const pathOf = (section: SectionKey, pointer: string) => words.path(table.of(section), pointer).join(" › ");
  const rowOf = ({ row, field }: Withheld) => {
    if (row !== null) return [t("withheld.row", { row })];
    return field === null ? [] : [t("withheld.everyRow")];
  };
  const taken = withheld.map((held) => [
    [words.section(held.section), ...rowOf(held), ...(held.field === null ? [] : [pathOf(held.section, held.field)])],
    [held.reasonText, ...(held.reason === "other" ? [] : [t(`basis.${held.reason}`)])],
  ]);
  const secrets = leftOut.map(({ section, field, count, kind }) => ({
    ...{ kind, cells: [[words.section(section), pathOf(section, field)], [t("leftOut.count", { count })]] },
  }));
  const keys = secrets.filter(({ kind }) => !kind).map(({ cells }) => cells);
  const numbers = secrets.flatMap(({ kind, cells: [where = [], ...cells] }) =>
    kind ? [[[...where, t(`undisclosed.${kind}`)], ...cells]] : [],
  );
  const heads = [t("withheld.where"), t("leftOut.number")];
  return (
    listHtml("withheld", t("withheld.title"), t("withheld.lead"), [t("withheld.where"), t("withheld.reason")], taken) +
    listHtml("undisclosed", t("undisclosed.title"), t("undisclosed.lead"), heads, numbers) +
    listHtml("leftOut", t("leftOut.title"), t("leftOut.lead"), heads, keys)
  );
}

function listHtml(id: string, title: string, lead: string, heads: string[], rows: string[][][]): string {
  if (rows.length === 0) return "";
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  const body = rows.map(
    (cells) => `<tr>${cells.map((parts) => `<td>${escapeHtml(parts.join(" · "))}</td>`).join("")}</tr>`,
  );
  return (
    `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(title)}</h2>\n<p class="soft">${escapeHtml(lead)}</p>\n` +
    `<div class="card"><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>\n</section>\n`
  );
}
