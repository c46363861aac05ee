/** Why an email was not accepted. It has only codes: servers' answers quote addresses. */
export class MailError extends Error {
  override name = "MailError";

  constructor(
    readonly kind: "refused" | "unavailable" | "unreachable",
    /** The reply code (RFC 5321, 4.2), or nodemailer's class such as ETIMEDOUT. */
    readonly code: string,
  ) {
    super(`${kind} ${code}`);
  }
}

/**
 * Reads nodemailer's error. Only a 5xx answer to the recipient or to the message itself is final for
 * this email (RFC 5321, 4.2.1). One to the greeting, the sign-in or the sender is about our own
 * configuration, which an administrator can fix while the email waits.
 */
export function readMailError(error: unknown): MailError {
  const { responseCode, command, code } = error as { responseCode?: number; command?: string; code?: string };
  const isFinal = command === "RCPT TO" || command === "DATA" || code === "EMESSAGE";
  // nodemailer itself refuses an address that could end its command.
  if (code === "EENVELOPE" && responseCode === undefined) return new MailError("refused", "EENVELOPE");
  if (responseCode === undefined) return new MailError("unreachable", code ?? "unknown");
  return new MailError(responseCode >= 500 && isFinal ? "refused" : "unavailable", String(responseCode));
}
