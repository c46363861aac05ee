import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";

/** Where the parts of a chart of stacked bars are: x and width in percent of the plot, so that no text is scaled with it. */
interface StackedBars {
  /** The lines of the y axis: whole numbers. */
  ticks: { value: number; y: number }[];
  bars: { x: number; width: number; center: number; parts: { key: string; y: number; height: number }[] }[];
  /** The middle of the gap before a bar. */
  before: (index: number) => number;
}

/**
 * Places stacked bars in a plot of a height in pixels, whose zero is at its bottom.
 * @param rows the values of each bar, by series.
 * @param keys the series from the bottom up; a part without a height is left out.
 */
export function stackBars(rows: Record<string, number>[], keys: string[], height: number): StackedBars {
  const most = Math.max(1, ...rows.map((row) => keys.reduce((sum, key) => sum + (row[key] ?? 0), 0)));
  const y = scaleLinear([0, most], [height, 0]).nice(4);
  const x = scaleBand(
    rows.map((_, index) => index),
    [0, 100],
  )
    .paddingInner(0.36)
    .paddingOuter(0.18);
  const series = stack<Record<string, number>>()
    .keys(keys)
    .value((row, key) => row[key] ?? 0)(rows);
  const at = (index: number) => x(index) ?? 0;
  return {
    ticks: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ value, y: round(y(value)) })),
    bars: rows.map((_, index) => ({
      x: round(at(index)),
      width: round(x.bandwidth()),
      center: round(at(index) + x.bandwidth() / 2),
      parts: series.flatMap(({ key, [index]: part }) => {
        const [from, to] = part ?? [0, 0];
        return to > from ? [{ key, y: round(y(to)), height: round(y(from) - y(to)) }] : [];
      }),
    })),
    before: (index) => round(at(index) - (x.step() - x.bandwidth()) / 2),
  };
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}
