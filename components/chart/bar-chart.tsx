import { stackBars } from "./stack-bars";

interface ChartSeries {
  key: string;
  label: string;
  tone: "first" | "second" | "third" | "fourth" | "late";
}

interface ChartBar {
  /** On the axis. */
  label: string;
  /** In the table and on hover. */
  name: string;
  values: Record<string, number>;
}

/**
 * Stacked bars as SVG, drawn on the server, with the same numbers as a table behind them. It needs neither script nor style
 * attributes, which the pages' policy forbids. Its styles are in chart.css.
 */
export function BarChart({
  id,
  title,
  series,
  bars,
  rowHead,
  numbers,
  labelEvery = 1,
  limit,
  locale,
}: {
  id: string;
  /** What a screen reader reads in place of the drawing. */
  title: string;
  /** From the bottom up. */
  series: ChartSeries[];
  bars: ChartBar[];
  /** The heading of the table's first column. */
  rowHead: string;
  /** What opens the table. */
  numbers: string;
  /** Labels every so manieth bar, on narrow screens half as many. */
  labelEvery?: number;
  /** A line before one of the bars. */
  limit?: { before: number; label: string };
  locale: string;
}) {
  const rows = bars.map(({ values }) => values);
  const keys = series.map(({ key }) => key);
  const drawn = stackBars(rows, keys, PLOT);
  const full = new Intl.NumberFormat(locale);
  const short = new Intl.NumberFormat(locale, { notation: "compact" });
  const ticks = drawn.ticks.map(({ value, y }) => ({
    y: TOP + y,
    text: (value < 10_000 ? full : short).format(value),
  }));
  const gutter = Math.max(...ticks.map(({ text }) => text.length));
  const toneOf = (key: string) => `chart-${series.find((one) => one.key === key)?.tone}`;
  const limitX = limit && `${drawn.before(limit.before)}%`;
  return (
    <div className="grid gap-2">
      <ul className="chart-legend">
        {series.map(({ key, label }) => (
          <li key={key}>
            <span aria-hidden="true" className={`chart-swatch ${toneOf(key)}`} />
            {label}
          </li>
        ))}
      </ul>
      <div className={`chart-frame ${gutter > 3 ? "ps-11" : gutter > 2 ? "ps-8" : "ps-6"}`}>
        <svg className="chart" width="100%" height={TOP + PLOT + BOTTOM} role="img" aria-labelledby={id}>
          <title id={id}>{title}</title>
          {ticks.map(({ text, y }, index) => (
            <g key={y}>
              <line className={index === 0 ? "chart-axis" : "chart-grid"} x1="0" x2="100%" y1={y} y2={y} />
              <text className="chart-end" x="-8" y={y + 4}>
                {text}
              </text>
            </g>
          ))}
          {drawn.bars.map(({ x, width, center, parts }, index) => {
            const bar = bars[index] as ChartBar;
            const fromLast = bars.length - 1 - index;
            return (
              <g key={bar.name}>
                <title>{`${bar.name}: ${describe(bar, series, full)}`}</title>
                <rect className="chart-hit" x={`${x}%`} y={TOP} width={`${width}%`} height={PLOT} />
                {parts.map(({ key, y, height }) => (
                  <rect
                    key={key}
                    className={toneOf(key)}
                    x={`${x}%`}
                    y={TOP + y}
                    width={`${width}%`}
                    // A pixel apart, so that the parts can be told without their colors.
                    height={Math.max(1, height - 1)}
                  />
                ))}
                {fromLast % labelEvery === 0 && (
                  <text
                    className={`chart-middle ${fromLast % (2 * labelEvery) === 0 ? "" : "chart-minor"}`}
                    x={`${center}%`}
                    y={TOP + PLOT + 20}
                  >
                    {bar.label}
                  </text>
                )}
              </g>
            );
          })}
          {limit && (
            <>
              <line className="chart-limit" x1={limitX} x2={limitX} y1="0" y2={TOP + PLOT} />
              <text className="chart-end chart-limit-text" x={limitX} dx="-6" y="12">
                {limit.label}
              </text>
            </>
          )}
        </svg>
      </div>
      <details className="text-[13px]">
        <summary className="w-fit text-ink-soft underline decoration-line-strong underline-offset-3">{numbers}</summary>
        <table aria-label={title} className="chart-table">
          <thead>
            <tr>
              <th scope="col">{rowHead}</th>
              {series.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map(({ name, values }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {keys.map((key) => (
                  <td key={key}>{full.format(values[key] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

/** Heights in pixels: above the plot, where the limit is named; the plot; and below it, where its bars are. */
const [TOP, PLOT, BOTTOM] = [24, 168, 28];

function describe({ values }: ChartBar, series: ChartSeries[], format: Intl.NumberFormat): string {
  return series.map(({ key, label }) => `${label} ${format.format(values[key] ?? 0)}`).join(", ");
}
