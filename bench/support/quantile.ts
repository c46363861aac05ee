/** The value below which a share of the values lies, to a hundredth. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN) * 100) / 100;
}
