/**
 * Replaces the product's accent color with a store's. It is a stylesheet of its own, because inline styles of
 * a page reached by client navigation would carry a nonce that the current policy refuses.
 */
export function AccentStyle({ color }: { color: string }) {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
  return <link rel="stylesheet" href={`/api/accent/${color.slice(1).toLowerCase()}`} />;
}
