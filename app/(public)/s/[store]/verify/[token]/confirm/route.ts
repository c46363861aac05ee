import { setFlash } from "@/app/flash";
import { UserError } from "@/lib/error";
import { limitRate } from "@/lib/http/rate-limit";
import { clientIpBlock } from "@/lib/sign-in/action";
import { findStore } from "@/lib/store/find-store";
import { confirmVerification } from "@/lib/verification/confirm-verification";

/**
 * Verifies the request of a link and redirects to the link's page, which confirms it or says why it cannot. A plain form: an
 * action's redirect would make Next render the next page twice.
 */
export async function POST(_request: Request, { params }: { params: Promise<{ store: string; token: string }> }) {
  const { store: slug, token } = await params;
  const store = await findStore(slug);
  if (!store) return new Response(null, { status: 404 });
  const location = await confirm(store, token);
  return new Response(null, { status: 303, headers: { Location: location, "Cache-Control": "no-store" } });
}

async function confirm({ id, slug }: { id: string; slug: string }, token: string): Promise<string> {
  // Decoded by Next, so it may be anything: in a header it must be a path and nothing else.
  const page = `/s/${slug}/verify/${encodeURIComponent(token)}`;
  try {
    await limitRate("publicFormByAddress", await clientIpBlock());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await setFlash(page, { error: error.code, values: error.values });
    return page;
  }
  await confirmVerification(id, token);
  return page;
}
