import { demoMembers, demoPassword } from "@/lib/demo/demo-members";
import { UserError } from "@/lib/error";
import { readLimitedForm } from "@/lib/http/form-body";
import { clientIpBlock } from "@/lib/sign-in/action";
import { startSession } from "@/lib/sign-in/session";
import { signIn } from "@/lib/sign-in/sign-in-by-password";

/** Signs a visitor of the demo in as one of the store's members, with the password that the demo shows. */
export async function POST(request: Request) {
  const password = demoPassword();
  const email = (await readLimitedForm(request))?.get("member");
  const member = demoMembers.find((known) => known.email === email);
  if (!password || !member) return new Response(null, { status: 404 });
  try {
    const { merchantId } = await signIn({ email: member.email, password, rateLimitKey: await clientIpBlock() });
    await startSession("merchant", { merchantId }, "password");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Changed in the account's settings, or tried too often: the form says which.
    return new Response(null, { status: 303, headers: { Location: "/sign-in" } });
  }
  return new Response(null, { status: 303, headers: { Location: "/dashboard/demo/requests" } });
}
