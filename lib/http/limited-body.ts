/**
 * A request's body, which is read no further than a limit.
 * @returns undefined where it is longer.
 */
export async function readLimitedBody({ headers, body }: Request, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(headers.get("content-length") ?? 0) > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
