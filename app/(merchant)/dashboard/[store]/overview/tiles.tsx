import { getTranslations } from "next-intl/server";
import { medianDays, onTimePercent } from "@/lib/request/answer-times";
import { countText } from "@/lib/request/count-requests";
import type { Overview } from "@/lib/request/overview";
import { formatTime } from "@/lib/time-zone";

/** The id of the chart that two of the tiles lead to. */
export const ANSWER_TIMES_ID = "days-to-answer";

/** What has to be done now, and how the store has done lately; each tile leads to the requests that it counts. */
export async function Tiles({ base, overview, locale }: { base: string; overview: Overview; locale: string }) {
  const t = await getTranslations("overview");
  const { answerTimes, days, lapsed, counts } = overview;
  const [median, onTime] = [medianDays(answerTimes), onTimePercent(answerTimes)];
  const answered = { href: `#${ANSWER_TIMES_ID}`, note: t("lastDays", { days }) };
  const since = formatTime(lapsed.since, "dayOfYear", { locale, timeZone: "UTC" });
  const view = (name: "open" | "week" | "overdue", tone?: string): Tile => ({
    ...{ name, value: countText(counts[name]), href: `${base}?state=${name}` },
    ...(tone && counts[name] > 0 && { tone }),
  });
  const tiles: Tile[] = [
    view("open"),
    view("week", "text-wait"),
    view("overdue", "text-late"),
    { name: "median", value: median === undefined ? t("none") : t("medianDays", { days: median }), ...answered },
    { name: "onTime", value: onTime === undefined ? t("none") : t("percent", { share: onTime / 100 }), ...answered },
    { name: "lapsed", value: new Intl.NumberFormat(locale).format(lapsed.count), note: t("since", { day: since }) },
  ];
  return (
    <ul aria-label={t("figures")} className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
      {tiles.map(({ name, value, href, note, tone = "text-ink" }) => {
        const content = (
          <>
            <span className={`text-[26px] leading-8 font-semibold tracking-[-0.02em] tabular-nums ${tone}`}>
              {value}
            </span>
            <span className="text-ink">{t(`tile-${name}`)}</span>
            {note && <span className="text-ink-soft">{note}</span>}
          </>
        );
        const look =
          "grid h-full content-start gap-0.5 rounded-card border border-line bg-surface px-4 py-3.5 shadow-card text-[13px] leading-[18px]";
        return (
          <li key={name}>
            {href ? (
              <a href={href} className={`${look} no-underline hover:border-edge`}>
                {content}
              </a>
            ) : (
              <div className={look}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface Tile {
  name: "open" | "week" | "overdue" | "median" | "onTime" | "lapsed";
  value: string;
  href?: string;
  note?: string;
  tone?: string;
}
