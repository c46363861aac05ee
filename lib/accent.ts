/** A store's accent color, made readable in light and dark mode, with the text color that is readable on it. */
export interface AccentColors {
  light: string;
  lightInk: string;
  dark: string;
  darkInk: string;
}

/**
 * If the accent is too pale or too dark to stand out from the background, it is mixed with black or white
 * until it is: WCAG 2.2 asks 4.5 to 1 (1.4.3).
 * @param color `#rrggbb`; anything else counts as the product's own green.
 */
export function accentColors(color: string): AccentColors {
  const accent = /^#[0-9a-f]{6}$/i.test(color) ? color : "#14532d";
  const light = readable(accent, "#ffffff", "#000000");
  const dark = readable(accent, "#1c1b18", "#ffffff");
  return { light, lightInk: inkOn(light), dark, darkInk: inkOn(dark) };
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
  const target = channels(other);
  const mixed = channels(one).map((value, index) => Math.round(value + ((target[index] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** WCAG 2.2's contrast ratio of two colors, from 1 to 21. */
export function contrast(one: string, other: string): number {
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
