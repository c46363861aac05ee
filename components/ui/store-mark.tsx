/** A store's logo at its own proportions, or its initial on its accent color. */
export function StoreMark({
  slug,
  name,
  hasLogo,
  width,
  height,
}: {
  slug: string;
  name: string;
  hasLogo: boolean;
  /** The logo's pixels, where they are known: they keep its place until it has loaded. */
  width?: number | null;
  height?: number | null;
}) {
  if (hasLogo)
    return (
      <img
        src={`/api/stores/${slug}/logo`}
        alt=""
        width={width ?? undefined}
        height={height ?? undefined}
        className="h-7 w-auto max-w-28 shrink-0 object-contain object-left"
      />
    );
  return (
    <span
      aria-hidden="true"
      className="grid size-7 shrink-0 place-items-center rounded-[7px] bg-accent text-sm font-bold text-accent-ink"
    >
      {/[^\p{Cf}\s]/u.exec(name)?.[0].toUpperCase()}
    </span>
  );
}
