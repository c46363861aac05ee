import { setFlash } from "@/app/flash";
import { UserError } from "@/lib/error";
import { logSecurity } from "@/lib/observability/security-log";
import { clientNetwork } from "@/lib/sign-in/session";
import { findStore, type Store } from "@/lib/store/find-store";

/**
 * Redirects to where a step of the sign-in by the store's provider leads, or to the sign-in page, which says why it does not.
 * No other site is told the address, which holds a code.
 */
export async function answerStep(slug: string, step: (store: Store) => Promise<string>): Promise<Response> {
  const store = await findStore(slug);
  const headers = { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" };
  if (!store) return new Response(null, { status: 404, headers });
  return new Response(null, { status: 303, headers: { ...headers, Location: await locationOf(store, step) } });
}

async function locationOf(store: Store, step: (store: Store) => Promise<string>): Promise<string> {
  try {
    return await step(store);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, values } = error;
    const from = await clientNetwork();
    logSecurity("sign-in failed", { kind: "customer", method: "OpenID Connect", storeId: store.id, code, from });
    const page = `/s/${store.slug}/sign-in`;
    await setFlash(page, { error: code, values });
    return page;
  }
}
