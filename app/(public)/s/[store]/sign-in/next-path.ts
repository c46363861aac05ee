import { env } from "@/lib/env";
import { formPath, typeOfPath } from "@/lib/request/type-rules";

/** Where to go after signing in: one of a few fixed words, never a URL from outside. */
export function nextPath(slug: string, next: string | undefined): string {
  const { mode } = env();
  if (next === "demo" && (mode === "demo" || mode === "dev")) return `/demo/${slug}`;
  if (next === "account") return `/s/${slug}/account`;
  const type = next === undefined ? undefined : typeOfPath(next);
  if (type) return formPath(slug, type);
  return `/s/${slug}`;
}
