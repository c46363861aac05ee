import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import type { FoundRequest } from "@/lib/request/get-request";
import type { NextStep } from "@/lib/request/next-step";
import type { Permission } from "@/lib/sign-in/permissions";
import type { ListedRecord } from "@/lib/subject/list-records";

/** A request's page: what each part of it is drawn from. */
export interface RequestView {
  /** The store's slug. */
  store: string;
  storeId: string;
  request: FoundRequest;
  /** The records that it is about, and those that were proposed for it. */
  records: ListedRecord[];
  /** The store's. */
  timeZone: string;
  /** Newest first. */
  deliveries: ListedDelivery[];
  /** The delivery that is under way. */
  current: ListedDelivery | undefined;
  next: NextStep;
  /** The id of the merchant who is signed in. */
  reader: string;
  can: (permission: Permission) => boolean;
  /** The page without a dialog. */
  href: string;
  /** The same with further parameters, such as a dialog. */
  link: (params: Record<string, string>) => string;
  /** The URL parameters of the report that the page was opened from. */
  report: Record<string, string>;
}

/** Whether its reader may change whose data the request is about: not while an export collects it, nor once its erasure is approved. */
export function mayLink({ can, request }: RequestView): boolean {
  const made = request.export?.state;
  if (request.erasurePlan) return false;
  return can("request.link_customer") && request.state === "open" && made !== "queued" && made !== "collecting";
}

/** The id of the menu's button, which gets the focus back from the dialogs that the menu opens. */
export const MORE_ACTIONS_ID = "more-actions";

/** The id of the heading of what comes next: what has the focus after an act that changed the request's state. */
export const NEXT_STEP_ID = "next-step";
/** The id of who made it for the person. */
export const AGENT_ID = "agent";
/** The id of a customer whose values are corrected. */
export function recordId(customerId: string): string {
  return `record-${customerId}`;
}
/** The id of the messages. */
export const MESSAGES_ID = "messages";
/** The id of what was added by hand. */
export const ADDED_ID = "added";
