/**
 * Why an e-mail was not sent, as `lastError` keeps it: the kind, and a code for those who know what
 * it means. The messages under `emails.failures` say each kind in words.
 */
export type EmailFailure =
  | "unmailable"
  | "internal"
  | `refused ${string}`
  | `unavailable ${string}`
  | `unreachable ${string}`;

/** The kinds: keys of the messages under `emails.failures`. */
export type EmailFailureKind = "unmailable" | "internal" | "refused" | "unavailable" | "unreachable";

/** Reads a `lastError`, for a page that shows it. */
export function readEmailFailure(lastError: string): { kind: EmailFailureKind; code: string } {
  const [kind = "", code = ""] = lastError.split(" ", 2);
  const known = ["unmailable", "refused", "unavailable", "unreachable"].includes(kind);
  return { kind: known ? (kind as EmailFailureKind) : "internal", code };
}
