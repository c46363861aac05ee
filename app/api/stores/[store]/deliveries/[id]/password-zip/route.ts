import { openPasswordZip } from "@/lib/delivery/open-password-zip";
import { UserError } from "@/lib/error";
import { readLimitedForm } from "@/lib/http/form-body";
import { logSecurity } from "@/lib/observability/security-log";
import { currentMember, roleIncludes } from "@/lib/sign-in/member";

/**
 * Streams a delivery's zip, encrypted with the password that the form holds, to staff and owners.
 * POST, since an address is kept in histories and logs. No member, a viewer, another store, no such
 * delivery, another password than Dossier makes: 404 alike.
 */
export async function POST(request: Request, { params }: { params: Promise<{ store: string; id: string }> }) {
  const { store, id } = await params;
  const member = await currentMember(store);
  if (!member || !roleIncludes(member.role, "staff")) {
    logSecurity("access refused", { page: "password zip", merchantId: member?.merchant.id });
    return new Response(null, { status: 404 });
  }
  const form = await readLimitedForm(request);
  if (!form) return new Response(null, { status: 413 });
  const password = form.get("password");
  if (typeof password !== "string") return new Response(null, { status: 404 });
  const { id: merchantId, name } = member.merchant;
  try {
    const { stream, fileName } = await openPasswordZip({
      storeId: member.store.id,
      deliveryId: id,
      actor: { kind: "merchant", id: merchantId, name },
      password,
    });
    return new Response(stream, {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="${fileName}"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (error) {
    if (error instanceof UserError) return new Response(null, { status: 404 });
    throw error;
  }
}
