import type { OwnPeriod } from "@/lib/clock/due-dates";

/** How many requests were answered after a number of whole days, and how many of them after their due date. */
export interface AnswerTime {
  days: number;
  count: number;
  late: number;
}

/** Answers after `from` to `to` days; the last bin has no end. */
interface AnswerTimeBin {
  from: number;
  to: number | undefined;
  onTime: number;
  late: number;
}

/** The days within which half of the requests were answered; undefined if none were. */
export function medianDays(times: AnswerTime[]): number | undefined {
  const half = countOf(times) / 2;
  let counted = 0;
  for (const { days, count } of times.toSorted((one, other) => one.days - other.days)) {
    counted += count;
    if (counted >= half) return days;
  }
  return undefined;
}

/** The percentage answered by their due date, rounded down so that 100 means all of them; undefined if none were. */
export function onTimePercent(times: AnswerTime[]): number | undefined {
  const count = countOf(times);
  return count === 0 ? undefined : Math.floor((100 * (count - lateOf(times))) / count);
}

/**
 * The most days that an answer can take and be on time: three months in a row have up to 31, 62 and 92 days. What is later
 * is late unless its period was extended (GDPR Article 12(3)).
 */
export function limitDays({ responsePeriod, responsePeriodUnit }: OwnPeriod): number {
  if (responsePeriodUnit === "days") return responsePeriod;
  return responsePeriod * 31 - Math.floor(responsePeriod / 3);
}

/** Sorts answers into bins of as many days each, the last before the limit shorter where it has to, and one for the rest. */
export function binAnswerTimes(times: AnswerTime[], limit: number): AnswerTimeBin[] {
  const width = Math.ceil((limit + 1) / MAX_BINS);
  const count = Math.ceil((limit + 1) / width);
  return Array.from({ length: count + 1 }, (_, index) => {
    const from = Math.min(index * width, limit + 1);
    const to = index < count ? Math.min(from + width - 1, limit) : undefined;
    const within = times.filter(({ days }) => days >= from && (to === undefined || days <= to));
    const late = lateOf(within);
    return { from, to, onTime: countOf(within) - late, late };
  });
}

// Before the limit: as many as a phone shows with their labels.
const MAX_BINS = 8;

function lateOf(times: AnswerTime[]): number {
  return times.reduce((sum, { late }) => sum + late, 0);
}

function countOf(times: AnswerTime[]): number {
  return times.reduce((sum, { count }) => sum + count, 0);
}
