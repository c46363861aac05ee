import { translator } from "@/lib/locale";
import { archiveTexts } from "@/lib/section/archive-texts";
import { escapeHtml } from "@/lib/section/html";
import { parsePointer } from "@/lib/section/redact-row";
import type { ArchiveFacts } from "./archive-facts";
import type { Listings } from "./withheld";

/** What is not in an archive, for reading: what the store withholds and why, and the secrets that none holds. */
export function withheldHtml({ locale }: ArchiveFacts, { withheld, leftOut }: Listings): string {
  const t = translator(locale, "archive");
  const names = translator(locale, "sections");
  const { field } = archiveTexts(locale);
  const words = (pointer: string) =>
    parsePointer(pointer)
      .filter((key) => key !== "*")
      .map((key) => (/^\d+$/.test(key) ? String(Number(key) + 1) : field(key)))
      .join(" › ");
  const table = (id: "withheld" | "leftOut", heads: string[], rows: string[][]) =>
    rows.length === 0
      ? ""
      : `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(t(`${id}.title`))}</h2>\n<p class="soft">${escapeHtml(t(`${id}.lead`))}</p>\n` +
        `<div class="card"><table><thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join("")}</tr></thead>` +
        `<tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</tbody></table></div>\n</section>\n`;
  const rowWords = ({ row, field: pointer }: Listings["withheld"][number]) => {
    if (row !== null) return [escapeHtml(t("withheld.row", { row }))];
    return pointer === null ? [] : [escapeHtml(t("withheld.everyRow"))];
  };
  const taken = withheld.map((held) => [
    [escapeHtml(names(held.section)), ...rowWords(held), ...(held.field === null ? [] : [words(held.field)])].join(
      " · ",
    ),
    escapeHtml(held.reasonText),
  ]);
  const left = leftOut.map(({ section, field: pointer, count }) => [
    `${escapeHtml(names(section))} · ${words(pointer)}`,
    escapeHtml(t("leftOut.count", { count })),
  ]);
  return (
    table("withheld", [t("withheld.where"), t("withheld.reason")], taken) +
    table("leftOut", [t("withheld.where"), t("leftOut.number")], left)
  );
}
