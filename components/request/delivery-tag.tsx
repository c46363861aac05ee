import { getTranslations } from "next-intl/server";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { RequestDelivery } from "@/lib/request/list-requests";

/** How a delivery stands, in a word or two. */
export async function DeliveryTag({ delivery }: { delivery: RequestDelivery }) {
  const t = await getTranslations("states");
  const word = wordOf(delivery);
  return <Tag tone={TONES[word]}>{t(`delivery-${word}`)}</Tag>;
}

type Word = keyof typeof TONES;

/** Once the customer has the data, that is what counts, even when the link has run out since. */
function wordOf({ state, method, deliveredAt }: RequestDelivery): Word {
  if (state === "live" && !deliveredAt) return method === "password_zip" ? "toPassOn" : "sent";
  if (state === "live" || state === "completed" || (state === "expired" && deliveredAt)) return "delivered";
  return state;
}

const TONES = {
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
