import { cookieName, cookieOptions } from "@/lib/http/cookie";
import { ACCESS_LIFETIME_SECONDS } from "./delivery-policy";

/** The cookie of a browser that proved itself for one delivery. */
export function accessCookie(deliveryId: string): string {
  return cookieName(`delivery-${deliveryId}`);
}

/** How it is set: for the delivery's page and for the archive's route. */
export function accessCookieOptions() {
  return { ...cookieOptions(), maxAge: ACCESS_LIFETIME_SECONDS };
}
