import { findDemoStore } from "@/app/(demo)/demo/[store]/find-demo-store";
import { createHandoff } from "@/lib/demo/create-handoff";
import { readLimitedForm } from "@/lib/http/form-body";

/**
 * What a store's own server does when a signed-in customer follows the link to their data requests:
 * it redirects them with a signed token. A plain form posts here, as a store's page would.
 */
export async function POST(request: Request, { params }: { params: Promise<{ store: string }> }) {
  const store = await findDemoStore((await params).store);
  const customer = (await readLimitedForm(request))?.get("customer");
  const token = store && typeof customer === "string" && (await createHandoff(store.id, customer));
  if (!store || !token) return new Response(null, { status: 404 });
  const query = new URLSearchParams({ token, next: "demo" });
  return new Response(null, { status: 303, headers: { Location: `/s/${store.slug}/sign-in?${query}` } });
}
