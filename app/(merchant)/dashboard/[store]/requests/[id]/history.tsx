import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/ui/local-time";
import { type RequestEvent, readEvent } from "@/lib/event/event-types";
import type { FoundRequest } from "@/lib/request/get-request";
import { EVERY_ROW } from "@/lib/section/redaction";

/** A request's events as lines of a timeline: what, who and when. */
export async function historyOf({ events }: FoundRequest) {
  const t = await getTranslations("events");
  const methods = await getTranslations("deliver");
  const sections = await getTranslations("sections");
  const orders = await getTranslations("requestOrders");
  const review = await getTranslations("review");
  const request = await getTranslations("request");
  const entered = await getTranslations("newRequest");
  return events.map(({ id, type, actorKind, actorName, at, data }) => {
    const event = readEvent({ type, data });
    return {
      id,
      what: event ? t(event.type) : type,
      who: <bdi>{actorName ?? t(`by-${actorKind}`)}</bdi>,
      when: <LocalTime at={at} />,
      more: event && moreOf(event),
    };
  });

  /** How something came, was answered, linked or delivered, how the person was checked, where it was redacted, or the network and browser that the customer used. */
  function moreOf({ data }: RequestEvent): ReactNode {
    const parts = [
      "channel" in data && entered(`channel-${data.channel}`),
      "joined" in data && data.joined && entered("joined"),
      "answer" in data && data.answer && request(`answer-${data.answer}`),
      "record" in data && "reason" in data && orders(`reason-${data.reason}`),
      "customerId" in data && "reason" in data && data.reason && orders(`reason-${data.reason}`),
      "method" in data && methods(`method-${data.method}`),
      "identity" in data && data.identity && `${methods("identityFact")}: ${methods(`identity-${data.identity}`)}`,
      "count" in data && review("placeCount", { count: data.count }),
      "section" in data && sections(data.section),
      "section" in data && data.row !== EVERY_ROW && review("row", { row: data.row + 1 }),
      "browser" in data && data.browser,
      "network" in data && data.network,
    ].filter(Boolean);
    return parts.length > 0 ? <bdi>{parts.join(" · ")}</bdi> : undefined;
  }
}
