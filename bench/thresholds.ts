/** A figure that must hold: where a benchmark prints it, and what it must be. */
export interface Threshold {
  /** The file of this folder that prints it, without its ending. */
  bench: string;
  /** Where it stands in what that prints, such as `fetch.8.ratio`. */
  at: string;
  /** What it is, in words, with its unit. */
  figure: string;
  must: "at least" | "at most";
  be: number;
}

/** The budget that a change must keep; `npm run bench` prints it with what was measured. One row a figure. */
export const thresholds: Threshold[] = [
  ...[1, 8, 32].flatMap((connections): Threshold[] => [
    row("intake", `fetch.${connections}.ratio`, `intake, JavaScript, at ${connections} ÷ one row`, "at least", 0.65),
    row("intake", `form.${connections}.ratio`, `intake, plain form, at ${connections} ÷ one row`, "at least", 0.8),
  ]),
  row("intake", "lost", "intake: accepted without request, event and job", "at most", 0),
  row("verify", "ratio", "verifications ÷ one row", "at least", 0.65),
];

function row(bench: string, at: string, figure: string, must: Threshold["must"], be: number): Threshold {
  return { bench, at, figure, must, be };
}
