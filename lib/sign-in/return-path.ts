/**
 * Where to go after signing in: the `next` of the address, where it is a page of the dashboard on
 * this very site; undefined for anything else, so that no link to the sign-in leads elsewhere.
 */
export function returnPath(next: string | null | undefined): `/dashboard/${string}` | undefined {
  // Browsers read "\" as "/" and drop tabs and line ends, so what holds any is refused unread.
  if (!next || next.length > 2000 || /[\\\s\p{Cc}]|\/\//u.test(next) || !next.startsWith("/dashboard/")) return;
  const { origin, pathname, search } = new URL(next, "http://here.invalid");
  if (origin !== "http://here.invalid" || !pathname.startsWith("/dashboard/")) return;
  return `${pathname}${search}` as `/dashboard/${string}`;
}
