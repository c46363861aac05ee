import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/ui/local-time";
import type { ListedDelivery } from "@/lib/delivery/list-deliveries";
import { type EventType, eventTypes } from "@/lib/event/event-types";
import type { FoundRequest } from "@/lib/request/get-request";
import { EVERY_ROW } from "@/lib/section/redaction";
import type { Section } from "@/lib/section/rows";

/** A request's events as lines of a timeline: what, who and when. */
export async function historyOf({ events }: FoundRequest, locale: string) {
  const t = await getTranslations("events");
  const methods = await getTranslations("deliver");
  const sections = await getTranslations("sections");
  const review = await getTranslations("review");
  return events.map(({ id, type, actorKind, actorName, at, data }) => ({
    id,
    what: isKnown(type) ? t(type) : type,
    who: <bdi>{actorName ?? t(`by-${actorKind}`)}</bdi>,
    when: <LocalTime at={at.toISOString()} locale={locale} />,
    more: moreOf(data as EventData),
  }));

  /** Of a delivery how; of a redaction where; of what a customer did, from which network and with which browser. */
  function moreOf({ method, section, row, browser, network }: EventData): ReactNode {
    const parts = [
      method && methods(`method-${method}`),
      section && sections(section),
      section && row !== undefined && row !== EVERY_ROW && review("row", { row: row + 1 }),
      browser,
      network,
    ].filter(Boolean);
    return parts.length > 0 ? <bdi>{parts.join(" · ")}</bdi> : undefined;
  }
}

/** What an event may have kept besides. */
interface EventData {
  method?: ListedDelivery["method"];
  section?: Section;
  row?: number;
  browser?: string;
  network?: string;
}

function isKnown(type: string): type is EventType {
  return (eventTypes as readonly string[]).includes(type);
}
