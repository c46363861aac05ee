const MAX_SECONDS = 3600;

/**
 * How long a Retry-After header asks to wait (RFC 9110, 10.2.3): a number of seconds or a date. At most an hour, whatever
 * it says.
 * @returns whole seconds; undefined where there is none or it is malformed.
 */
export function readRetryAfter(value: string | null, now: Date): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text), MAX_SECONDS);
  const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return undefined;
  return Math.min(Math.max(Math.ceil((at - now.getTime()) / 1000), 0), MAX_SECONDS);
}
