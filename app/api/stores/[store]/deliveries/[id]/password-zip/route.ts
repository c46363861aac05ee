import { openPasswordZip } from "@/lib/delivery/open-password-zip";
import { readLimitedForm } from "@/lib/http/form-body";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/**
 * Streams a delivery's ZIP, encrypted with the password in the form. POST, since URLs are kept in histories and logs.
 * A password that Dossier did not create is answered like an unknown delivery.
 */
export const POST = merchantRoute("delivery.manage", async ({ request, member, actor, id }) => {
  const form = await readLimitedForm(request);
  if (!form) return new Response(null, { status: 413 });
  const password = form.get("password");
  if (typeof password !== "string") return undefined;
  const zip = await openPasswordZip({ storeId: member.store.id, deliveryId: id, actor, password });
  return new Response(zip.stream, {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="${zip.fileName}"`,
      "Cache-Control": "no-store",
    },
  });
});
