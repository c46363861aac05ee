import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BarChart } from "@/components/chart/bar-chart";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { binAnswerTimes, medianDays } from "@/lib/request/answer-times";
import type { Overview } from "@/lib/request/overview";
import { formatTime } from "@/lib/time-zone";
import { ANSWER_TIMES_ID } from "./tiles";

/** How many requests were made in each week, by source. */
export async function WeeksChart({
  overview: { weeks, days },
  reader,
  requestPage,
}: {
  overview: Overview;
  reader: { locale: string; timeZone: string };
  /** Where requests are made. */
  requestPage: string;
}) {
  const t = await getTranslations("overview");
  const request = await getTranslations("request");
  const counts = weeks.map((week) => Object.values(week.counts).reduce((sum, count) => sum + count, 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return (
    <ChartCard
      title={t("weeksTitle")}
      text={total > 0 ? t("weeksText", { total, weeks: weeks.length }) : t("noRequests", { days })}
    >
      {total === 0 && (
        <div>
          <ButtonLink href={requestPage}>{t("openPage")}</ButtonLink>
        </div>
      )}
      {total > 0 && (
        <BarChart
          id="weeks-chart"
          title={t("weeksChart", { weeks: weeks.length, most: Math.max(...counts), now: counts.at(-1) ?? 0 })}
          series={[
            { key: "guest", label: request("source-guest"), tone: "first" },
            { key: "signed_in", label: request("source-signed_in"), tone: "second" },
            { key: "staff", label: request("source-staff"), tone: "third" },
            ...(weeks.some((week) => week.counts.shopify > 0)
              ? ([{ key: "shopify", label: request("source-shopify"), tone: "fourth" }] as const)
              : []),
          ]}
          bars={weeks.map(({ start, counts: values }) => ({
            label: formatTime(start, "dayOfYear", reader),
            name: formatTime(start, "shortDay", reader),
            values,
          }))}
          rowHead={t("weekOf")}
          numbers={t("numbers")}
          labelEvery={2}
          locale={reader.locale}
        />
      )}
    </ChartCard>
  );
}

/** How many days answers took, with the end of the response period drawn. */
export async function AnswerTimesChart({ overview, locale }: { overview: Overview; locale: string }) {
  const t = await getTranslations("overview");
  const { answerTimes, days, limitDays, responsePeriod: period, responsePeriodUnit: unit } = overview;
  const total = answerTimes.reduce((sum, { count }) => sum + count, 0);
  const late = answerTimes.reduce((sum, time) => sum + time.late, 0);
  const bins = binAnswerTimes(answerTimes, limitDays);
  const rangeOf = ({ from, to }: (typeof bins)[number]) =>
    to === undefined ? `${from}+` : from === to ? String(from) : `${from}–${to}`;
  return (
    <ChartCard
      id={ANSWER_TIMES_ID}
      title={t("answerTitle")}
      text={total > 0 ? t("answerText", { total, late, days }) : t("noAnswers", { days })}
    >
      {total > 0 && (
        <BarChart
          id="answer-chart"
          title={t("answerChart", { days: medianDays(answerTimes) ?? 0, late, total, period, unit })}
          series={[
            { key: "onTime", label: t("onTime"), tone: "first" },
            { key: "late", label: t("late"), tone: "late" },
          ]}
          bars={bins.map((bin) => {
            const label = rangeOf(bin);
            return { label, name: t("dayRange", { days: label }), values: { onTime: bin.onTime, late: bin.late } };
          })}
          rowHead={t("answerTitle")}
          numbers={t("numbers")}
          limit={{ before: bins.length - 1, label: t("limit", { period, unit }) }}
          locale={locale}
        />
      )}
    </ChartCard>
  );
}

function ChartCard({ id, title, text, children }: { id?: string; title: string; text: string; children: ReactNode }) {
  return (
    <div id={id} className="grid min-w-0 scroll-mt-5">
      <Card>
        <div className="grid gap-3">
          <div>
            <h2>{title}</h2>
            <p className="small-print">{text}</p>
          </div>
          {children}
        </div>
      </Card>
    </div>
  );
}
