import { clientIpBlock } from "@/lib/sign-in/action";
import { startSignIn } from "@/lib/sign-in/openid/sign-in-by-openid";
import { answerStep } from "./answer";
import { keepStarted } from "./cookie";

/** Sends a customer to the store's provider. It signs nobody in and changes nothing but this browser's cookie. */
export async function GET(request: Request, { params }: { params: Promise<{ store: string }> }) {
  return await answerStep((await params).store, async (store) => {
    const next = new URL(request.url).searchParams.get("next") ?? undefined;
    const { url, sealed } = await startSignIn(store, next?.slice(0, 20), await clientIpBlock());
    await keepStarted(store.slug, sealed);
    return url;
  });
}
