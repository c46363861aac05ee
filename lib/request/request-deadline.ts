/** A store's response period. */
export interface ResponsePeriod {
  responsePeriod: number;
  responsePeriodUnit: "days" | "months";
}

/**
 * When the answer to a request is due, counted from when it was made (GDPR Article 12(3)): a period
 * in months ends on the same day of its last month, or on that month's last day where it has no
 * such day (Regulation (EEC, Euratom) 1182/71, Article 3(2)(c)). Days are those of UTC.
 */
export function dueDate(madeAt: Date, { responsePeriod, responsePeriodUnit }: ResponsePeriod): Date {
  const due = new Date(madeAt);
  if (responsePeriodUnit === "days") {
    due.setUTCDate(due.getUTCDate() + responsePeriod);
    return due;
  }
  due.setUTCDate(1); // so that the 31st does not spill into the month after
  due.setUTCMonth(due.getUTCMonth() + responsePeriod);
  const lastDay = new Date(Date.UTC(due.getUTCFullYear(), due.getUTCMonth() + 1, 0)).getUTCDate();
  due.setUTCDate(Math.min(madeAt.getUTCDate(), lastDay));
  return due;
}
