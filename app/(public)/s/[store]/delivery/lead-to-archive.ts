import { cookies } from "next/headers";
import { clearFlash, setFlash } from "@/app/flash";
import { accessCookie, accessCookieOptions, type OpenedAccess } from "@/lib/delivery/delivery-access";
import { UserError } from "@/lib/error";

/**
 * Answers a plain form that opens a delivery: sets the access cookie and redirects to the archive, or to a page that
 * shows what went wrong. A plain form, since a client router would fetch the archive itself.
 * @param open opens the delivery.
 * @param page where errors are shown, and where `next` is "page", the opened delivery too.
 */
export async function leadToArchive(
  slug: string,
  page: string,
  open: () => Promise<OpenedAccess>,
  next: "archive" | "page" = "archive",
): Promise<Response> {
  let location = page;
  try {
    const { deliveryId, token } = await open();
    (await cookies()).set(accessCookie(deliveryId), token, accessCookieOptions());
    await clearFlash();
    if (next === "archive") location = `/api/stores/${slug}/deliveries/${deliveryId}/archive`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const atCode = error.code === "codeWrong" || error.code === "codeOver";
    await setFlash(page, { error: error.code, values: error.values, ...(atCode && { field: "code" }) });
  }
  return new Response(null, { status: 303, headers: { Location: location, "Cache-Control": "no-store" } });
}
