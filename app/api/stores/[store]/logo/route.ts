import { findStore, readLogo } from "@/lib/store/find-store";

/** A store's logo, for anyone. */
export async function GET(_request: Request, { params }: { params: Promise<{ store: string }> }) {
  const store = await findStore((await params).store);
  const logo = store && (await readLogo(store.id));
  if (!logo) return new Response(null, { status: 404 });
  return new Response(logo.bytes, {
    headers: { "Content-Type": logo.type, "Cache-Control": "public, max-age=300", "Content-Disposition": "inline" },
  });
}
