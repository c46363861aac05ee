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
  // Decoded by Next, so they may be anything: in a header they must be a path and nothing else.
  const location = `/s/${encodeURIComponent(slug)}/verify/${encodeURIComponent(token)}`;
  if (store) await confirm(store, token, location);
  return new Response(null, { status: 303, headers: { Location: location, "Cache-Control": "no-store" } });
}

async function confirm({ id }: { id: string }, token: string, page: string): Promise<void> {
  try {
    await limitRate("publicFormByAddress", await clientIpBlock());
    await confirmVerification(id, token);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await setFlash(page, { error: error.code, values: error.values });
  }
}
