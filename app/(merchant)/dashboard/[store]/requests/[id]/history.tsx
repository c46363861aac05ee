import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/ui/local-time";
import { type EventType, eventTypes } from "@/lib/audit/events";
import type { FoundRequest } from "@/lib/request/get-request";

/** A request's events as lines of a timeline: what, who and when. */
export async function historyOf({ events }: FoundRequest, locale: string) {
  const t = await getTranslations("events");
  const methods = await getTranslations("deliver");
  return events.map(({ id, type, actorKind, actorName, at, data }) => ({
    id,
    what: isKnown(type) ? t(type) : type,
    who: <bdi>{actorName ?? t(`by-${actorKind}`)}</bdi>,
    when: <LocalTime at={at.toISOString()} locale={locale} />,
    more: moreOf(data, (method) =>
      methods.has(`method-${method}` as "method-link") ? methods(`method-${method}` as "method-link") : "",
    ),
  }));
}

/** Of a delivery how; of what a customer did, from which network and with which browser, as far as it was kept. */
function moreOf(data: unknown, nameOf: (method: string) => string): ReactNode {
  const { method, network, browser } = data as { method?: string; network?: string; browser?: string };
  const parts = [method && nameOf(method), browser, network].filter(Boolean);
  return parts.length > 0 ? <bdi>{parts.join(" · ")}</bdi> : undefined;
}

function isKnown(type: string): type is EventType {
  return (eventTypes as readonly string[]).includes(type);
}
