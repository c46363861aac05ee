/** More than a code, six words or where to go on to take up. */
const LONGEST_BYTES = 1000;

/**
 * The fields that a plain form posted to a route, which unlike an action has no limit of its own.
 * @returns undefined where it is longer than any such form, or does not say how long it is; an empty
 * one where it cannot be read.
 */
export async function readSmallForm(request: Request): Promise<FormData | undefined> {
  const said = request.headers.get("content-length");
  if (said === null || !(Number(said) <= LONGEST_BYTES)) return undefined;
  return await request.formData().catch(() => new FormData());
}
