import { hasMailbox } from "@/lib/mail/has-mailbox";
import { readMailboxEntry } from "@/lib/mail/read-mailbox";

/**
 * The HTML part of one email, for the frame on its page. It is a separate document because emails use
 * style attributes, which our pages' policy forbids; lib/server/security-headers.ts gives it a policy of its own.
 */
export async function GET(_request: Request, { params }: RouteContext<"/mailbox/[file]/html">) {
  const email = hasMailbox() ? await readMailboxEntry((await params).file) : null;
  if (!email) return new Response(null, { status: 404 });
  // A new window opened from the frame would inherit the sandbox.
  const html = email.html.replaceAll('target="_blank"', 'target="_top"');
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}
