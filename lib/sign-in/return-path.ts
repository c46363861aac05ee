/**
 * Where to go after signing in: the URL's `next`, if it is a page of the dashboard on this site;
 * undefined for anything else, so that no link to the sign-in page leads elsewhere.
 */
export function returnPath(next: string | null | undefined): `/dashboard/${string}` | undefined {
  // Browsers read "\" as "/" and drop tabs and line ends, so a path with any of these is refused.
  if (!next || next.length > 2000 || /[\\\s\p{Cc}]|\/\//u.test(next) || !next.startsWith("/dashboard/")) return;
  const { origin, pathname, search } = new URL(next, "http://here.invalid");
  if (origin !== "http://here.invalid" || !pathname.startsWith("/dashboard/")) return;
  return `${pathname}${search}` as `/dashboard/${string}`;
}
