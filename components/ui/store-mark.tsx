/** A store's logo at its own proportions, or its initial on its accent color. */
export function StoreMark({
  slug,
  name,
  hasLogo,
  width,
  height,
  src = `/api/stores/${slug}/logo`,
  onError,
}: {
  slug: string;
  name: string;
  hasLogo: boolean;
  /** The logo's pixels, where they are known: they keep its place until it has loaded. */
  width?: number | null;
  height?: number | null;
  /** Of a logo that is not the stored one. */
  src?: string;
  /** When it is no image. */
  onError?: () => void;
}) {
  if (hasLogo)
    return (
      <img
        src={src}
        alt=""
        onError={onError}
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
