import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import { Pagination } from "@/components/ui/pagination";
import { Timeline, type TimelineLine } from "@/components/ui/timeline";
import { readRequestTable } from "@/lib/export/read-section-table";
import { readTimeline, type TimelineEntry, type TimelineView, timelineViews } from "@/lib/request/timeline";
import { dateIn, formatTime } from "@/lib/time-zone";
import type { RequestView } from "./request-view";
import { TimelineEmail } from "./timeline-email";
import { eventWords, isFailure } from "./timeline-event";
import { TimelineNote } from "./timeline-note";

/** The place of the page's address that the timeline keeps to: its filter, and a page of it. */
export interface TimelinePlace {
  view: TimelineView;
  older: string | undefined;
}

/** Reads a place from a URL; anything unknown means all of the newest. */
export function readTimelinePlace({ show, older }: { show?: unknown; older?: unknown }): TimelinePlace {
  return {
    view: timelineViews.find((view) => view === show) ?? "all",
    older: typeof older === "string" ? older : undefined,
  };
}

/** A request's history: what happened, what staff noted, and each email about it with its words, in one list. */
export async function RequestTimeline({ place, ...view }: RequestView & { place: TimelinePlace }) {
  const { storeId, request, timeZone, link } = view;
  const t = await getTranslations("request");
  const { entries, next, counts } = await readTimeline({ storeId, requestId: request.id, ...place });
  const words = await eventWords(await readRequestTable({ storeId, requestId: request.id }));
  const line = (entry: TimelineEntry): TimelineLine => {
    const { id, at } = entry;
    const when = <LocalTime at={at} clockOnly />;
    if ("note" in entry) return { id, when, tone: "note", what: <TimelineNote {...view} note={entry.note} /> };
    if ("email" in entry) {
      const isLost = entry.email.state === "failed";
      return { id, when, tone: isLost ? "late" : undefined, what: <TimelineEmail email={entry.email} /> };
    }
    return { id, when, tone: isFailure(entry.event) ? "late" : undefined, what: words(entry.event) };
  };
  const reader = { locale: await getLocale(), timeZone };
  const dayOf = dayNames(reader, t);
  const days = [...Map.groupBy(entries, ({ at }) => dayOf(at))].map(([day, each]) => ({ day, lines: each.map(line) }));
  const at = (query: Record<string, string>) => `${link(query)}#timeline`;
  const shown: Record<string, string> = place.view === "all" ? {} : { show: place.view };
  return (
    <Card padded={false}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-[18px] py-3">
        <h2 id="timeline" tabIndex={-1} className="grow scroll-mt-4 rounded-[4px]">
          {t("timeline")}
        </h2>
        <nav aria-label={t("timelineShow")} className="flex gap-1.5">
          {timelineViews.map((name) => (
            <a
              key={name}
              href={at(name === "all" ? {} : { show: name })}
              aria-current={name === place.view ? "true" : undefined}
              className="rounded-full border border-line px-2.5 py-0.5 text-[13px] leading-5 text-ink-soft no-underline hover:bg-sunken aria-[current]:border-transparent aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-ink"
            >
              {t(`timeline-${name}`, { count: name === "all" ? 0 : counts[name] })}
            </a>
          ))}
        </nav>
      </div>
      <div className="px-[18px] pt-3.5 pb-1.5">
        {entries.length === 0 ? (
          <p className="pb-2.5 text-sm text-ink-soft">{t("timelineEmpty")}</p>
        ) : (
          <Timeline days={days} />
        )}
      </div>
      <Pagination
        label={t("timelinePages")}
        previous={place.older ? { href: at(shown), label: t("timelineNewest") } : undefined}
        next={next ? { href: at({ ...shown, older: next }), label: t("timelineOlder") } : undefined}
      />
    </Card>
  );
}

/** Names days as a reader does: today, yesterday, or by their date. */
function dayNames(
  reader: { locale: string; timeZone: string },
  t: (key: "today" | "yesterday") => string,
): (at: Date) => string {
  const dayIn = (at: Date) => dateIn(reader.timeZone, at);
  const now = new Date();
  const today = dayIn(now);
  const yesterday = dayIn(new Date(now.getTime() - 86_400_000));
  return (at) => {
    const day = dayIn(at);
    return day === today ? t("today") : day === yesterday ? t("yesterday") : formatTime(at, "day", reader);
  };
}
