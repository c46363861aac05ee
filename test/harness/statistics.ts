/** The value below which a share of the values lies. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

/** The middle value. */
export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/**
 * Mann-Whitney's rank test, two-sided, by the normal approximation with corrections for ties and continuity: good from
 * about twenty values a side.
 * @returns the probability of so great a difference where both come from one distribution.
 */
export function rankTest(left: number[], right: number[]): number {
  const values = [...left.map((value) => ({ value, left: true })), ...right.map((value) => ({ value, left: false }))];
  values.sort((a, b) => a.value - b.value);
  let [rankSum, ties] = [0, 0];
  for (let start = 0; start < values.length; ) {
    let end = start;
    while (end < values.length && values[end]?.value === values[start]?.value) end++;
    const size = end - start;
    // Equal values share the middle of their ranks, which begin with 1.
    const rank = (start + 1 + end) / 2;
    rankSum += rank * values.slice(start, end).filter((one) => one.left).length;
    ties += size ** 3 - size;
    start = end;
  }
  const [m, n, all] = [left.length, right.length, values.length];
  const u = rankSum - (m * (m + 1)) / 2;
  const deviation = Math.sqrt(((m * n) / 12) * (all + 1 - ties / (all * (all - 1))));
  if (deviation === 0) return 1;
  const z = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5) / deviation;
  return 2 * upperTail(z);
}

/** P(Z > z) of the normal distribution, by Abramowitz and Stegun's 26.2.17: off by less than 1e-7. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
