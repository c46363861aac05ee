/** A store's logo, or its initial on its accent color. */
export function StoreMark({ slug, name, hasLogo }: { slug: string; name: string; hasLogo: boolean }) {
  if (hasLogo)
    return (
      <img
        src={`/api/stores/${slug}/logo`}
        alt=""
        width={28}
        height={28}
        className="size-7 shrink-0 rounded-[7px] object-contain"
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
