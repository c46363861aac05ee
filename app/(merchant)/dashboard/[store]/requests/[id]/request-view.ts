import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import type { FoundRequest } from "@/lib/request/get-request";
import type { Permission } from "@/lib/sign-in/permissions";

/** A request's page: what each part of it is drawn from. */
export interface RequestView {
  /** The store's slug. */
  store: string;
  storeId: string;
  request: FoundRequest;
  /** The store's. */
  timeZone: string;
  /** Newest first. */
  deliveries: ListedDelivery[];
  /** The delivery that is under way. */
  current: ListedDelivery | undefined;
  /** The id of the merchant who is signed in. */
  reader: string;
  can: (permission: Permission) => boolean;
  /** The page without a dialog. */
  href: string;
}
