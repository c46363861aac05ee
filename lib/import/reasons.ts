import { OperatorError } from "@/lib/error";
import { translator } from "@/lib/locale";
import type messages from "@/messages/en.json";

/** Why a row or a file cannot be imported: a text of the messages under `importReasons`. */
export type ReasonCode = keyof typeof messages.importReasons;

/** The values in a reason's text. */
export type ReasonValues = Record<string, string | number>;

/** A reason with its values. */
export interface Reason {
  code: ReasonCode;
  values?: ReasonValues | undefined;
}

/** A reason in a language, as plain text; the command line's is English. */
export function reasonText({ code, values }: Reason, locale = "en"): string {
  return translator(locale, "importReasons").markup(code, values as never);
}

/** A file that cannot be imported at all, with the one line to show. */
export class FileError extends OperatorError {
  readonly reason: Reason;

  constructor(code: ReasonCode, values: ReasonValues) {
    super(reasonText({ code, values }));
    this.reason = { code, values };
  }
}
