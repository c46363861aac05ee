import { UserError } from "@/lib/error";
import { merchantRoute } from "@/lib/sign-in/merchant-route";
import { truncate } from "@/lib/storable-text";
import { MAX_UPLOAD_BYTES, receiveFile } from "@/lib/upload/receive-file";

/** Takes one file of an import as it arrives: the body is the file, its place and name are in the query. */
export const POST = merchantRoute("import.run", async ({ request, member, id }) => {
  const query = new URL(request.url).searchParams;
  const number = Number(query.get("number") ?? Number.NaN);
  const name = cleanName(query.get("name") ?? "");
  if ((number !== 0 && number !== 1) || name === "" || !request.body) return answer(400, "invalid");
  if (Number(request.headers.get("content-length")) > MAX_UPLOAD_BYTES) return answer(413, "importTooLarge");
  try {
    await receiveFile({ storeId: member.store.id, importId: id }, { number, name }, chunksOf(request.body));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === "importGone") return undefined;
    return answer(error.code === "importTooLarge" ? 413 : 400, error.code);
  }
  return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
});

function answer(status: number, code: string): Response {
  return Response.json({ code }, { status, headers: { "Cache-Control": "no-store" } });
}

/** A file's name, to be shown: without control characters, at most 200 characters. */
function cleanName(name: string): string {
  return truncate(name.replace(/\p{C}/gu, "").trim(), 200);
}

/** @throws UserError where the body breaks off, which is no failure of ours: nobody reads the answer. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const read = () => reader.read().catch(() => Promise.reject(new UserError("importGone")));
  try {
    for (let part = await read(); !part.done; part = await read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
