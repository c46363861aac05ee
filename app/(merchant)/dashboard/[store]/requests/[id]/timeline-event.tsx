import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/ui/local-time";
import { isCorrectableField } from "@/lib/customer/correctable-fields";
import { type RequestEvent, readEvent } from "@/lib/event/event-types";
import { EVERY_ROW } from "@/lib/section/redaction";
import type { SectionTable } from "@/lib/section/section-table";
import { readerWords } from "@/lib/section/words";
import type { Event } from "@/prisma/generated/client";

const FAILURES: string[] = ["export_failed", "delivery_failed", "delivery_code_wrong"];

/** Whether an event is a failure, which the timeline shows in red. */
export function isFailure({ type }: Event): boolean {
  return FAILURES.includes(type);
}

/**
 * How events are told: what happened, who did it, and what is to know of it.
 * @param table the sections of the request's exports.
 */
export async function eventWords(table: SectionTable): Promise<(event: Event) => ReactNode> {
  const t = await getTranslations("events");
  const methods = await getTranslations("deliver");
  const orders = await getTranslations("requestOrders");
  const records = await getTranslations("requestRecords");
  const review = await getTranslations("review");
  const request = await getTranslations("request");
  const entered = await getTranslations("newRequest");
  const hand = await getTranslations("hand");
  const corrected = await getTranslations("archive.words.correctedField");
  const locale = await getLocale();
  const words = readerWords(locale, table);
  return (row) => {
    const event = readEvent(row);
    const more = event && moreOf(event);
    return (
      <>
        <span className="font-medium">{event ? t(event.type) : row.type}</span>
        <span className="text-ink-soft">
          {" · "}
          <bdi>{row.actorName ?? t(`by-${row.actorKind}`)}</bdi>
          {more && <span className="block text-[13px] leading-[18px]">{more}</span>}
        </span>
      </>
    );
  };

  /** How something came, was answered, linked or delivered, how the person was checked, what a delivery lacks, where it was redacted, or the network and browser that the customer used. */
  function moreOf({ data }: RequestEvent): ReactNode {
    if ("until" in data && data.until) {
      const until = new Date(data.until);
      return (
        <>
          {"regime" in data && `${request(`regime-${data.regime}`)} · `}
          {request.rich("extendedUntil", { until: () => <LocalTime at={until} dateOnly /> })}
        </>
      );
    }
    const parts = [
      "regime" in data && request(`regime-${data.regime}`),
      "reason" in data &&
        (data.reason === "identity" || data.reason === "clarification") &&
        request(`pause-${data.reason}`),
      "channel" in data && entered(`channel-${data.channel}`),
      "joined" in data && data.joined && entered("joined"),
      "answer" in data && data.answer && request(`answer-${data.answer}`),
      "source" in data && "reason" in data && orders(`reason-${data.reason}`),
      "customerId" in data && "reason" in data && data.reason && orders(`reason-${data.reason}`),
      "method" in data && methods(`method-${data.method}`),
      "identity" in data && data.identity && `${methods("identityFact")}: ${methods(`identity-${data.identity}`)}`,
      "without" in data && data.without && methods("without", { count: data.without.length }),
      "matched" in data && request("proofMatched", { matched: data.matched, needed: data.needed }),
      "proposed" in data && records("found", { accepted: data.accepted, proposed: data.proposed }),
      "failed" in data && data.failed && records("failed", { count: data.failed.length }),
      "count" in data && review("placeCount", { count: data.count }),
      "consents" in data && hand("withdrawn", { count: data.consents }),
      "source" in data && "state" in data && `${data.source}: ${hand(`state-${data.state}`)}`,
      "field" in data && isCorrectableField(data.field) && corrected(data.field),
      "section" in data && words.section(data.section),
      "section" in data && data.row !== EVERY_ROW && review("row", { row: (data.row + 1).toLocaleString(locale) }),
      "browser" in data && data.browser,
      "network" in data && data.network,
    ].filter(Boolean);
    return parts.length > 0 ? <bdi>{parts.join(" · ")}</bdi> : undefined;
  }
}
