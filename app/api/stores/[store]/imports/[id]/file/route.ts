import { UserError } from "@/lib/error";
import { chunksOf } from "@/lib/http/body-chunks";
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
