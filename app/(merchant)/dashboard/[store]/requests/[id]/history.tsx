import { getTranslations } from "next-intl/server";
import { LocalTime } from "@/components/ui/local-time";
import { type EventType, eventTypes } from "@/lib/audit/events";
import type { FoundRequest } from "@/lib/request/get-request";

/** A request's events as lines of a timeline: what, who and when. */
export async function historyOf({ events }: FoundRequest, locale: string) {
  const t = await getTranslations("events");
  return events.map(({ id, type, actorKind, actorName, at }) => ({
    id,
    what: isKnown(type) ? t(type) : type,
    who: <bdi>{actorName ?? t(`by-${actorKind}`)}</bdi>,
    when: <LocalTime at={at.toISOString()} locale={locale} />,
  }));
}

function isKnown(type: string): type is EventType {
  return (eventTypes as readonly string[]).includes(type);
}
