import { env } from "@/lib/env";

/** Where signing in leads: one of a few words, never an address that somebody else wrote. */
export function nextPath(slug: string, next: string | undefined): string {
  const { mode } = env();
  if (next === "demo" && (mode === "demo" || mode === "dev")) return `/demo/${slug}`;
  if (next === "account") return `/s/${slug}/account`;
  return `/s/${slug}`;
}
