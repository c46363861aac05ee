import { findStore } from "@/lib/store/find-store";
import { readLogo } from "@/lib/store/logo";

/** A store's logo, for anyone. */
export async function GET(_request: Request, { params }: { params: Promise<{ store: string }> }) {
  const store = await findStore((await params).store);
  const logo = store && (await readLogo(store.id));
  if (!logo) return new Response(null, { status: 404 });
  return new Response(logo, {
    headers: {
      "Content-Type": "image/png",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "public, max-age=300",
      "Content-Disposition": "inline",
    },
  });
}
