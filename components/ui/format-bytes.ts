/** A size in the largest fitting unit, as people read it: 1,000 bytes are a kilobyte. */
export function formatBytes(sizeBytes: bigint | number, locale: string): string {
  const size = Number(sizeBytes);
  const step = UNITS.findLastIndex((_, index) => size >= 1000 ** index);
  const unit = UNITS[Math.max(0, step)];
  const value = size / 1000 ** Math.max(0, step);
  return value.toLocaleString(locale, {
    style: "unit",
    unit,
    unitDisplay: step > 0 ? "short" : "long",
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  });
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];
