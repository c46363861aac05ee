import { hasDirection, withoutControls } from "@/lib/isolate";
import type { RedactionMarker } from "./redaction-marker";

/** What is shown in place of something that is withheld. */
export function markerHtml(marker: RedactionMarker): string {
  return `<span class="out">${escapeHtml(marker.text)}</span>`;
}

/** Text as HTML: no data can become markup. */
export function escapeHtml(value: unknown): string {
  const text = String(value ?? "");
  return SPECIAL.test(text) ? text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character) : text;
}

/** Text from outside as HTML, isolated from what stands around it. */
export function textHtml(value: unknown): string {
  const text = String(value ?? "");
  return hasDirection(text) ? `<bdi>${escapeHtml(withoutControls(text))}</bdi>` : escapeHtml(text);
}

const SPECIAL = /[&<>"']/;
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A table of names and values in a card; both are HTML. */
export function factsTable(caption: string, rows: (readonly [name: string, value: string])[], card = "card"): string {
  const cells = rows.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`);
  return `<div class="${card}"><table class="facts"><caption>${escapeHtml(caption)}</caption><tbody>${cells.join("")}</tbody></table></div>\n`;
}

/**
 * The head of a page of the archive. It is opened from the disk and needs no network: its style is inline, and its
 * policy lets nothing load, but the logo that is in it, and nothing run.
 */
export function htmlHead({ locale, title }: { locale: string; title: string }): string {
  return `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
`;
}

export const htmlFoot = "</main>\n</body>\n</html>\n";

// The tokens are those of app/globals.css; the fonts are the reader's own, for a page without a network.
const STYLE = `
:root{--paper:#fbfaf8;--surface:#fff;--sunken:#f4f2ee;--line:#e4e0d9;--strong:#cfc9bf;--ink:#1b1a17;--soft:#5c5850;--faint:#736e65;--accent:#14532d;--late:#9b1c1c;--late-wash:#fbe6e4;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--paper:#141311;--surface:#1c1b18;--sunken:#181714;--line:#2e2c28;--strong:#45423c;--ink:#f2efe9;--soft:#b3aea4;--faint:#948f85;--accent:#7fc796;--late:#f3a09a;--late-wash:#391a18}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 "Geist","Inter",system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-font-smoothing:antialiased;-webkit-text-size-adjust:100%}
main{max-width:880px;margin:0 auto;padding:56px 24px 80px}
h1{font-size:30px;line-height:36px;letter-spacing:-.022em;margin:0 0 8px;font-weight:600;overflow-wrap:anywhere}
h2{font-size:20px;line-height:28px;letter-spacing:-.012em;margin:56px 0 4px;font-weight:600;scroll-margin-top:16px}
h2+p{margin-bottom:16px}h2+.card{margin-top:14px}.lead+h2{margin-top:32px}
p{margin:0 0 12px;max-width:68ch;overflow-wrap:anywhere}.lead{color:var(--soft);font-size:17px;line-height:26px;margin-bottom:32px}
.logo{height:28px;width:auto;max-width:112px;object-fit:contain;object-position:left}.soft{color:var(--soft)}.faint{color:var(--faint)}.small{font-size:13px;line-height:18px}
a{color:inherit;text-decoration-color:var(--strong);text-underline-offset:3px}a:hover{text-decoration-color:currentColor}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin:0 0 12px}
.apart{margin-top:56px}.late{background:var(--late-wash);border-color:var(--late);margin-bottom:24px}.late p:last-child{margin:0}.bad{color:var(--late)}
table{width:100%;border-collapse:collapse;font-size:14px;line-height:20px}table+table{margin-top:18px}
caption{text-align:left;color:var(--soft);font-size:13px;line-height:18px;padding:0 0 6px;overflow-wrap:anywhere}
.facts caption,.contents caption,h3.order{font-size:15px;line-height:20px;font-weight:600;color:var(--ink)}.lines+.facts caption{font-size:13px;font-weight:400;color:var(--soft)}
th,td{padding:7px 12px 7px 0;border-bottom:1px solid var(--line);vertical-align:top;text-align:left;overflow-wrap:anywhere}
tr>:last-child{padding-right:0}table>:last-child>tr:last-child>*{border-bottom:0}
th{font-weight:400;color:var(--soft);hyphens:auto}thead th{font-size:13px;line-height:18px;border-bottom-color:var(--strong);overflow-wrap:normal}
td{white-space:pre-line}.facts{table-layout:fixed}.facts th{width:34%;hyphens:auto}.contents th{overflow-wrap:normal}
.out{color:var(--soft);background:var(--sunken);border-radius:3px;padding:1px 5px;white-space:normal}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tfoot th,tfoot td{border-bottom:0;padding-top:2px;padding-bottom:2px}tfoot tr:first-child>*{padding-top:10px;border-top:1px solid var(--strong)}tfoot tr:last-child>*{font-weight:600;color:var(--ink);padding-top:6px}
h3.order{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:baseline;margin:0 0 12px}h3.order time{font-size:13px;font-weight:400;color:var(--soft)}h3.order .num{margin-left:auto}
.pages{display:flex;flex-wrap:wrap;gap:8px 20px;margin:0 0 24px;font-size:14px}.pages.foot{margin:24px 0 0}
.list{columns:16em;margin:0;padding:0;list-style:none}.list li{padding:3px 0;break-inside:avoid}
code{font:13px/20px "Geist Mono",ui-monospace,"SF Mono",Menlo,monospace}
@media(max-width:560px){main{padding:32px 16px 56px}h1{font-size:26px;line-height:32px}.card{padding:14px}.facts th{width:38%}th,td{padding-right:8px}.lines{font-size:13px}.history thead{position:absolute;clip-path:inset(50%)}.history tr{display:block;padding:8px 0;border-bottom:1px solid var(--line)}.history tr:last-child{border:0}.history td{display:block;border:0;padding:0}.history td:first-child{color:var(--soft);font-size:13px}.history td:empty{display:none}.history td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}}
@media print{:root{--paper:#fff;--surface:#fff;--ink:#000;--soft:#333;--faint:#444;--line:#ccc;--strong:#999;--late:#700;--late-wash:#fff}body{font-size:10.5pt}main{max-width:none;padding:0}.card{border:0;border-top:1px solid var(--strong);border-radius:0;padding:10px 0}h2,h3,caption{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}tfoot{display:table-row-group}a{text-decoration:none}.pages{display:none}}
`.trim();
