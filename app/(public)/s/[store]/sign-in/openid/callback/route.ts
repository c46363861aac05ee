import { nextPath } from "@/app/(public)/s/[store]/sign-in/next-path";
import { answerStep } from "@/app/(public)/s/[store]/sign-in/openid/answer";
import { takeStarted } from "@/app/(public)/s/[store]/sign-in/openid/cookie";
import { takeReturn } from "@/app/(public)/s/[store]/sign-in/return-to";
import { clientIpBlock } from "@/lib/sign-in/action";
import { finishSignIn } from "@/lib/sign-in/openid/sign-in-by-openid";
import { startSession } from "@/lib/sign-in/session";

/**
 * Signs in whom the store's provider sends back. The one GET that does: what guards it is the state that this browser was given
 * as it started, which counts once.
 */
export async function GET(request: Request, { params }: { params: Promise<{ store: string }> }) {
  return await answerStep((await params).store, async (store) => {
    const started = await takeStarted(store.slug);
    const query = new URL(request.url).searchParams;
    const { identity, next } = await finishSignIn(store, query, started, await clientIpBlock());
    await startSession("customer", { storeId: store.id, ...identity }, "OpenID Connect");
    return (await takeReturn(store.slug)) ?? nextPath(store.slug, next);
  });
}
