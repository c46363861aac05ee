/** Text as HTML: nothing that a store holds on somebody can become markup. */
export function escapeHtml(value: unknown): string {
  return String(value ?? "").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * The head of a page of the archive. It opens from the disk with no network: its style stands in
 * it, and its policy lets nothing load and nothing run.
 */
export function htmlHead({ locale, title }: { locale: string; title: string }): string {
  return `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
`;
}

export const htmlFoot = "</main>\n</body>\n</html>\n";

const STYLE = `
:root{--paper:#fbfaf8;--surface:#fff;--sunken:#f4f2ee;--line:#e4e0d9;--ink:#1b1a17;--soft:#5c5850;--faint:#736e65;--accent:#14532d;--late:#9b1c1c;--late-wash:#fbe6e4;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--paper:#141311;--surface:#1c1b18;--sunken:#181714;--line:#2e2c28;--ink:#f2efe9;--soft:#b3aea4;--faint:#948f85;--accent:#7fc796;--late:#f3a09a;--late-wash:#391a18}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-font-smoothing:antialiased}
main{max-width:960px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:28px;line-height:34px;letter-spacing:-.02em;margin:0 0 8px;font-weight:600}
h2{font-size:20px;line-height:26px;letter-spacing:-.01em;margin:48px 0 12px;font-weight:600}
h3{font-size:15px;line-height:20px;margin:0;font-weight:600}
p{margin:0 0 12px;max-width:68ch}.lead{color:var(--soft);font-size:17px;line-height:26px}.faint{color:var(--faint)}.small{font-size:13px}
a{color:inherit;text-decoration-color:var(--faint);text-underline-offset:3px}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:16px 18px;margin:0 0 14px;overflow-x:auto}
.late{background:var(--late-wash);border-color:var(--late)}
dl{display:grid;grid-template-columns:minmax(110px,190px) minmax(0,1fr);gap:8px 16px;margin:0}dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
table{width:100%;border-collapse:collapse;font-size:14px}caption{text-align:left;color:var(--soft);padding:0 0 8px}
th{text-align:left;font-weight:500;color:var(--faint);font-size:12.5px;padding:8px 10px;border-bottom:1px solid var(--line);white-space:nowrap}
td{padding:8px 10px;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere;white-space:pre-line}tr:last-child td{border-bottom:0}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.order{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;margin-bottom:8px}.order .num{margin-left:auto;font-weight:600}
ul{margin:0;padding-left:18px}nav ul{list-style:none;padding:0;display:grid;gap:6px}nav li{display:flex;gap:12px;justify-content:space-between;border-bottom:1px solid var(--line);padding-bottom:6px}
@media(max-width:560px){main{padding:24px 16px 48px}dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:10px}}
@media print{:root{--paper:#fff;--surface:#fff;--ink:#000;--soft:#333;--faint:#444;--line:#bbb}main{max-width:none;padding:0}.card{border-radius:0;break-inside:avoid}h2{break-after:avoid}a{text-decoration:none}}
`.trim();
