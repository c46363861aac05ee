import { isStorable } from "@/lib/storable-text";

/** More than a code, a passphrase of six words or a return path need. */
const SMALL_FORM_BYTES = 1000;

/**
 * The fields of a plain form that was posted to a route, which unlike an action has no size limit of its own.
 * @returns undefined if it is longer than any such form, or does not state its length; an empty form if it
 * cannot be parsed, or holds a file or a text that cannot be stored.
 */
export async function readLimitedForm(request: Request, maxBytes = SMALL_FORM_BYTES): Promise<FormData | undefined> {
  const statedLength = request.headers.get("content-length");
  if (statedLength === null || !(Number(statedLength) <= maxBytes)) return undefined;
  const form = await request.formData().catch(() => new FormData());
  return [...form.values()].every((value) => typeof value === "string" && isStorable(value)) ? form : new FormData();
}
