/**
 * Puts a store's accent colour in place of the product's. A stylesheet of its own: a page that a
 * script moves to carries another nonce than the policy that is in force, and its styles would be
 * refused.
 */
export function AccentStyle({ color }: { color: string }) {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
  return <link rel="stylesheet" href={`/api/accent/${color.slice(1).toLowerCase()}`} />;
}
