import { UserError } from "@/lib/error";

/** A route's body as it arrives. @throws UserError "importGone" where it breaks off, which is no failure of ours: nobody reads the answer. */
export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const read = () => reader.read().catch(() => Promise.reject(new UserError("importGone")));
  try {
    for (let part = await read(); !part.done; part = await read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
