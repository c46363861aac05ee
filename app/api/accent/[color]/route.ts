import { accentColors } from "@/lib/accent";

/** The design tokens of an accent color, such as `/api/accent/14532d`, as a stylesheet. */
export async function GET(_request: Request, { params }: { params: Promise<{ color: string }> }) {
  const { light, lightInk, dark, darkInk } = accentColors(`#${(await params).color}`);
  const sheet =
    `:root{--accent:${light};--accent-ink:${lightInk};--accent-wash:color-mix(in srgb,${light} 10%,#fbfaf8)}` +
    `@media(prefers-color-scheme:dark){:root{--accent:${dark};--accent-ink:${darkInk};--accent-wash:color-mix(in srgb,${dark} 16%,#141311)}}`;
  return new Response(sheet, {
    headers: { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=31536000, immutable" },
  });
}
