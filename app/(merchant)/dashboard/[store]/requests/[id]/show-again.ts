import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { say } from "@/app/(merchant)/dashboard/[store]/flash";

/** The request's page, which says what came of it. */
export async function showAgain(
  slug: string,
  requestId: string,
  flash: Parameters<typeof say>[1],
): Promise<{ notice?: string }> {
  const path = `/dashboard/${slug}/requests/${requestId}`;
  await say(path, flash);
  refresh();
  redirect(path);
}
