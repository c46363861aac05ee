import { headers } from "next/headers";

/**
 * Puts a store's accent colour in place of the product's. Where it is too pale or too dark to be
 * read on the page, it is mixed with ink until it is: WCAG 2.2 asks 4.5 to 1 (1.4.3).
 */
export async function AccentStyle({ color }: { color: string }) {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
  const light = readable(color, "#fbfaf8", "#000000");
  const dark = readable(color, "#141311", "#ffffff");
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <style nonce={nonce} suppressHydrationWarning>
      {`:root{--accent:${light};--accent-ink:${inkOn(light)};--accent-wash:color-mix(in srgb,${light} 10%,#fbfaf8)}` +
        `@media(prefers-color-scheme:dark){:root{--accent:${dark};--accent-ink:${inkOn(dark)};--accent-wash:color-mix(in srgb,${dark} 16%,#141311)}}`}
    </style>
  );
}

function readable(color: string, paper: string, ink: string): string {
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = mix(color, ink, share);
    if (contrast(mixed, paper) >= 4.6) return mixed;
  }
  return ink;
}

function inkOn(color: string): string {
  return contrast(color, "#ffffff") >= 4.5 ? "#ffffff" : "#0d0d0c";
}

function mix(one: string, other: string, share: number): string {
  const [from, to] = [channels(one), channels(other)];
  return `#${from
    .map((value, index) =>
      Math.round(value + ((to[index] ?? 0) - value) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** WCAG 2.2's contrast ratio of two colours. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}
