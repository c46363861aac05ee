/**
 * Whether a header says which parts of a page Next's client router holds already, in the form that Next
 * reads (`flightRouterStateSchema` in its `app-render/types`): it answers any other with a 500.
 */
export function isRouterState(header: string): boolean {
  try {
    return isTree(JSON.parse(decodeURIComponent(header)));
  } catch {
    return false; // no JSON, no UTF-8, or nested so deeply that nobody can read it
  }
}

function isTree(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6) return false;
  const [segment, children, refresh, marker, hints, last] = value;
  return (
    isSegment(segment) &&
    isRecord(children) &&
    Object.values(children).every(isTree) &&
    (isNothing(refresh) || isTexts(refresh, 2)) &&
    (isNothing(marker) || MARKERS.includes(marker)) &&
    (isNothing(hints) || typeof hints === "number") &&
    (last === undefined || typeof last === "string")
  );
}

/** A part of the path, or what stands in the place of `[store]`. */
function isSegment(value: unknown): boolean {
  if (typeof value === "string") return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, key, kind, siblings] = value;
  return isTexts([name, key], 2) && KIND.test(String(kind)) && (siblings === null || isTexts(siblings));
}

const MARKERS: unknown[] = ["refetch", "inside-shared-layout", "metadata-only"];
const KIND = /^(?:oc|[cd](?:i(?:\(\.\.\)\(\.\.\)|\(\.{1,3}\)))?)$/;

function isTexts(value: unknown, length?: number): boolean {
  return (
    Array.isArray(value) &&
    (length === undefined || value.length === length) &&
    value.every((text) => typeof text === "string")
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
