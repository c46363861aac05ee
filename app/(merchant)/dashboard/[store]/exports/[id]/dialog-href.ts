/** The address of a dialog over a page. A file of its own, since a browser loads it. */
export function dialogHref(page: string, opened: Record<string, string | number>): string {
  const [path = "", before] = page.split("?");
  const query = new URLSearchParams(before);
  for (const [name, value] of Object.entries(opened)) query.set(name, String(value));
  return `${path}?${query}`;
}
