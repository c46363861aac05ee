/** What went wrong with a call to a system elsewhere; each has its words on the connection's page. */
export const outboundFailures = [
  /** Its host is not one of those that the caller may reach, or its name leads into a private network. */
  "blocked",
  /** No connection: its name, the network, or its certificate. */
  "unreachable",
  "timeout",
  "redirected",
  "too_large",
  /** It asks to be called later (429, or 503 with Retry-After). */
  "throttled",
  /** It does not accept the credentials (401 or 403). */
  "unauthorized",
  /** It answered with another error. */
  "refused",
  /** The answer is no JSON, such as a page for people. */
  "not_json",
  /** JSON, but not what was agreed on. */
  "malformed",
  /** It failed so often that it is left alone for a while. */
  "paused",
  /** The store has ended its connection. */
  "disconnected",
] as const;
export type OutboundFailure = (typeof outboundFailures)[number];

const SILENT: OutboundFailure[] = ["blocked", "unreachable", "timeout", "paused", "disconnected"];

/** Whether the system did answer, if not as it should. */
export function isAnswer(failure: OutboundFailure): boolean {
  return !SILENT.includes(failure);
}

/** A call to a system elsewhere that failed. The message holds no address, no credentials and nothing that was answered. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  /** The HTTP status that it answered. */
  readonly status: number | undefined;
  /** How long it asks to be left alone, as far as it says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly failure: OutboundFailure,
    { status, retryAfterSeconds, ...options }: { status?: number; retryAfterSeconds?: number } & ErrorOptions = {},
  ) {
    super(status === undefined ? failure : `${failure} (${status})`, options);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** How a failure that costs nothing but a source's data is logged: what another system did is no error of this one. */
export function failureLevel(error: unknown): "warn" | "error" {
  return error instanceof OutboundError ? "warn" : "error";
}
