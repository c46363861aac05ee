import { getTranslations } from "next-intl/server";
import { Tag } from "@/components/ui/tag";
import type { RequestDelivery } from "@/lib/request/listed-request";
import { deliveryWords } from "./status-words";

/** How a delivery stands, in a word or two. */
export async function DeliveryTag({ delivery }: { delivery: RequestDelivery }) {
  const { tone, text } = deliveryWords(await getTranslations("states"), delivery);
  return <Tag tone={tone}>{text}</Tag>;
}
