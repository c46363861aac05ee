import { expect, test } from "vitest";
import { type AnswerTime, binAnswerTimes, limitDays, medianDays, onTimePercent } from "./answer-times";

const time = (days: number, count: number, late = 0): AnswerTime => ({ days, count, late });

test("half of the requests were answered within the median", () => {
  expect(medianDays([])).toBeUndefined();
  expect(medianDays([time(3, 1)])).toBe(3);
  expect(medianDays([time(9, 1), time(1, 1), time(4, 1)])).toBe(4);
  expect(medianDays([time(1, 2), time(5, 2)])).toBe(1);
  expect(medianDays([time(0, 1), time(2, 1), time(30, 1000)])).toBe(30);
});

test("on time is 100 percent only if all are", () => {
  expect(onTimePercent([])).toBeUndefined();
  expect(onTimePercent([time(3, 999), time(40, 1, 1)])).toBe(99);
  expect(onTimePercent([time(3, 5)])).toBe(100);
  expect(onTimePercent([time(40, 2, 2)])).toBe(0);
});

test.each([
  [{ responsePeriod: 14, responsePeriodUnit: "days" }, 14],
  [{ responsePeriod: 1, responsePeriodUnit: "months" }, 31],
  [{ responsePeriod: 2, responsePeriodUnit: "months" }, 62],
  [{ responsePeriod: 3, responsePeriodUnit: "months" }, 92],
] as const)("within %j an answer takes at most %i days", (period, days) => {
  expect(limitDays(period)).toBe(days);
});

test.each([
  [1, ["0-0", "1-1", "2-"]],
  [7, ["0-0", "1-1", "2-2", "3-3", "4-4", "5-5", "6-6", "7-7", "8-"]],
  [14, ["0-1", "2-3", "4-5", "6-7", "8-9", "10-11", "12-13", "14-14", "15-"]],
  [30, ["0-3", "4-7", "8-11", "12-15", "16-19", "20-23", "24-27", "28-30", "31-"]],
  [31, ["0-3", "4-7", "8-11", "12-15", "16-19", "20-23", "24-27", "28-31", "32-"]],
  [90, ["0-11", "12-23", "24-35", "36-47", "48-59", "60-71", "72-83", "84-90", "91-"]],
])("a limit of %i days ends a bin", (limit, expected) => {
  expect(binAnswerTimes([], limit).map(({ from, to }) => `${from}-${to ?? ""}`)).toEqual(expected);
});

test("each answer is in one bin, by whether it was late and not by which side of the limit it is on", () => {
  const times = [time(0, 3), time(3, 2), time(4, 1), time(29, 4, 1), time(31, 2), time(32, 5, 4), time(200, 1, 1)];
  const bins = binAnswerTimes(times, 31).filter(({ onTime, late }) => onTime + late > 0);
  expect(bins).toEqual([
    { from: 0, to: 3, onTime: 5, late: 0 },
    { from: 4, to: 7, onTime: 1, late: 0 },
    { from: 28, to: 31, onTime: 5, late: 1 },
    { from: 32, to: undefined, onTime: 1, late: 5 },
  ]);
});
