import { UserError } from "@/lib/error";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { truncate } from "@/lib/storable-text";

const MAX_LENGTH = 300;

/**
 * Why a source did not do what a person's right asked of it, as its step keeps it: an `OutboundFailure`, "internal", or a
 * `UserErrorCode` with what it names, such as a missing access scope.
 */
export function failureOf(error: unknown): string {
  if (error instanceof OutboundError) return error.failure;
  if (!(error instanceof UserError)) return "internal";
  const { source: _, ...named } = error.values;
  return truncate([error.code, ...Object.values(named)].join(" "), MAX_LENGTH);
}
