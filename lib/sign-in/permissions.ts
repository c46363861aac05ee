import type { Role } from "@/prisma/generated/client";

const EVERYONE: Role[] = ["owner", "staff", "viewer"];
const STAFF: Role[] = ["owner", "staff"];
const OWNERS: Role[] = ["owner"];

/** What the members of a store may do there. Every action, page and route of the dashboard names one of these. */
export const permissions = {
  "request.view": EVERYONE,
  "request.enter": STAFF, // one that came by phone, letter or email
  "request.add_data": STAFF, // by hand; and open the files that were added
  "request.answer": STAFF,
  "request.refuse": STAFF,
  "request.link_customer": STAFF,
  "request.verify": STAFF,
  "request.assign": STAFF, // and be assigned one
  "request.write_note": STAFF,
  "request.approve_erasure": OWNERS, // or put it on hold; staff prepare and finish it
  "request.bulk": STAFF, // assign, ask to verify or close as spam many at once, and undo it
  "register.download": STAFF,

  "customer.view": EVERYONE,
  "customer.erase": OWNERS,

  "export.view": EVERYONE,
  "export.start": STAFF,
  "export.redact": STAFF,
  "export.download": STAFF,

  "delivery.create": STAFF,
  "delivery.manage": STAFF, // resend it, revoke it, download its ZIP, mark it as sent
  "delivery.approve": STAFF, // what a colleague chose

  "import.run": OWNERS,

  "team.manage": OWNERS,

  "settings.manage": OWNERS,
  "notification.receive": OWNERS, // if the settings name nobody
} as const satisfies Record<string, Role[]>;

export type Permission = keyof typeof permissions;

/** Whether members with this role have the permission. */
export function may(role: Role, permission: Permission): boolean {
  return permissions[permission].includes(role);
}
