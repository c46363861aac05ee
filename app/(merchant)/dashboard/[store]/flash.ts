import { cookies } from "next/headers";
import { z } from "zod";
import { cookieName, cookieOptions } from "@/lib/http/cookie";

/** The cookie that carries it. */
export function flashCookie(): string {
  return cookieName("said");
}

/** What the next page says of what was done: a key of the messages under `dashboard.said`, and its values. */
export const flashSchema = z.object({
  id: z.string().max(40),
  /** The page that says it. */
  path: z.string().max(200),
  key: z.enum([
    "exportStarted",
    "exportAlready",
    "answered",
    "answeredAlready",
    "refused",
    "refusedAlready",
    "cancelledAlready",
    "linked",
    "redacted",
    "redactedUnderWay",
    "redactedAlready",
    "redactionUndone",
    "redactionUndoneAlready",
    "verificationSent",
    "noteAdded",
    "noteDeleted",
    "assigned",
    "deliveryChosen",
    "zipChosen",
    "deliveryAwaits",
    "handedOver",
    "deliveryFailedAlready",
    "linkSentAgain",
    "deliveryRevoked",
    "deliveryApproved",
    "deliveryDeclined",
    "passedOn",
  ]),
  name: z.string().max(200).default(""),
  minutes: z.number().int().min(0).default(0),
});

type Flash = z.input<typeof flashSchema>;

/**
 * Lets the next page say what was done. A cookie carries it, for a minute at most: so the page's own
 * address says nothing, and it is said without JavaScript too.
 */
export async function say(path: string, flash: Omit<Flash, "id" | "path">) {
  const name = flash.name?.slice(0, 200);
  const value = JSON.stringify({ ...flash, name, path, id: String(Date.now()) } satisfies Flash);
  // The script of the page that says it deletes it, so it is no secret of the server's.
  (await cookies()).set(flashCookie(), value, { ...cookieOptions(), httpOnly: false, maxAge: 60 });
}
