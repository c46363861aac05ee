import { env } from "@/lib/env";
import { ACCESS_LIFETIME_SECONDS } from "./delivery-policy";

/** The cookie of a browser that proved itself for one delivery. */
export function accessCookie(deliveryId: string): string {
  return `dossier-delivery-${deliveryId}`;
}

/** How it is set: for the delivery's page and for the archive's route. */
export function accessCookieOptions() {
  const secure = env().appUrl.startsWith("https:");
  return { httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: ACCESS_LIFETIME_SECONDS } as const;
}
