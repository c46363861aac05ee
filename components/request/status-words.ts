import type { TagTone } from "@/components/ui/tag";
import { methods } from "@/lib/delivery/methods/registry";
import type { translator } from "@/lib/locale";
import type { ListedRequest, RequestDelivery } from "@/lib/request/listed-request";

/** A tag's text and tone. */
export interface StatusWords {
  tone: TagTone;
  text: string;
}

type States = ReturnType<typeof translator<"states">>;

/**
 * A request's state; for an open one, that its customer has answered, else the state of its export and then of its delivery, but for one that has arrived: the
 * request was reopened since.
 */
export function statusWords(
  t: States,
  {
    state,
    made,
    delivery,
    closedAsSpam = false,
    hasNewAnswer = false,
  }: {
    state: ListedRequest["state"];
    made: ListedRequest["export"];
    delivery: RequestDelivery | null;
    closedAsSpam?: boolean;
    hasNewAnswer?: boolean;
  },
): StatusWords {
  if (state === "open" && hasNewAnswer) return { tone: "wait", text: t("newAnswer") };
  if (delivery && ((state === "open" && !delivery.deliveredAt) || (state === "answered" && delivery.deliveredAt)))
    return deliveryWords(t, delivery);
  if (closedAsSpam) return { tone: STATES[state], text: t("spam") };
  if (state !== "open" || !made) return { tone: STATES[state], text: t(state) };
  const { state: exportState, rowsCollected, rowsExpected } = made;
  const counted = exportState === "collecting" && rowsExpected !== null && rowsExpected > 0;
  return {
    tone: EXPORTS[exportState],
    text: counted
      ? t("collectingShare", { share: Math.min(1, rowsCollected / rowsExpected) })
      : t(`export-${exportState}`),
  };
}

/** A delivery's status, in a word or two. */
export function deliveryWords(t: States, delivery: RequestDelivery): StatusWords {
  const word = wordOf(delivery);
  return { tone: DELIVERIES[word], text: t(`delivery-${word}`) };
}

/** Once the customer has the data, that is what counts, even if the link has expired since. */
function wordOf({ state, method, deliveredAt }: RequestDelivery): keyof typeof DELIVERIES {
  if (state === "live" && !deliveredAt) return methods[method].merchant.action === "markAsSent" ? "toPassOn" : "sent";
  if (state === "live" || state === "completed" || (state === "expired" && deliveredAt)) return "delivered";
  return state;
}

const STATES: Record<ListedRequest["state"], TagTone> = {
  unverified: "calm",
  open: "calm",
  answered: "good",
  refused: "calm",
  cancelled: "calm",
};

const EXPORTS: Record<NonNullable<ListedRequest["export"]>["state"], TagTone> = {
  queued: "calm",
  collecting: "calm",
  ready: "calm",
  failed: "late",
  expired: "calm",
};

const DELIVERIES = {
  awaiting_approval: "wait",
  preparing: "calm",
  sent: "calm",
  toPassOn: "wait",
  delivered: "good",
  expired: "late",
  revoked: "late",
  declined: "late",
  failed: "late",
} as const satisfies Record<string, TagTone>;
