import { getTranslations } from "next-intl/server";
import { accentColors } from "@/lib/accent";

/** Shows where the store's color had to be adjusted to be readable. */
export async function AccentNote({ color }: { color: string }) {
  const t = await getTranslations("settings");
  const { light, dark } = accentColors(color);
  const changed = [
    light !== color.toLowerCase() && { key: "light", color: light, text: t("accentLight", { color: light }) },
    dark !== color.toLowerCase() && { key: "dark", color: dark, text: t("accentDark", { color: dark }) },
  ].filter((change) => change !== false);
  if (changed.length === 0) return <p className="text-sm text-ink-soft">{t("accentKept")}</p>;
  return (
    <ul className="grid gap-1.5 text-sm text-ink-soft">
      {changed.map((change) => (
        <li key={change.key} className="flex items-center gap-2">
          {/* The page's policy forbids style attributes; an SVG's fill is not one. */}
          <svg aria-hidden="true" className="size-4 shrink-0" viewBox="0 0 16 16">
            <rect width="16" height="16" rx="4" fill={change.color} />
          </svg>
          {change.text}
        </li>
      ))}
    </ul>
  );
}
