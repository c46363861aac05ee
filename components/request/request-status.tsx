import { getTranslations } from "next-intl/server";
import { Tag } from "@/components/ui/tag";
import { statusWords } from "./status-words";

/** A request's state; for an open one, the state of its export and then of its delivery. */
export async function RequestStatus(request: Parameters<typeof statusWords>[1]) {
  const { tone, text } = statusWords(await getTranslations("states"), request);
  return <Tag tone={tone}>{text}</Tag>;
}
