import { z } from "zod";
import { UserError, type UserErrorCode } from "@/lib/error";
import { chunksOf } from "@/lib/http/body-chunks";
import { merchantRoute } from "@/lib/sign-in/merchant-route";
import { addedFrom } from "@/lib/upload/added-fields";
import { MAX_ADDED_BYTES, receiveAddedFile } from "@/lib/upload/receive-added-file";

const about = z.object({ ...addedFrom, name: z.string().trim().min(1).max(255) });

/**
 * Takes one file that staff add to a request, as it arrives: the body is the file; its name, its system and of which day it
 * is are in the query.
 */
export const POST = merchantRoute("request.add_data", async ({ request, member, actor, id }) => {
  const { data } = about.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const isForm = request.headers.get("content-type")?.startsWith("multipart/");
  if (!data || isForm || !request.body) return answer(400, "invalid");
  if (Number(request.headers.get("content-length")) > MAX_ADDED_BYTES) return answer(413, "fileTooLarge");
  try {
    await receiveAddedFile({ storeId: member.store.id, requestId: id, actor }, data, chunksOf(request.body));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === "forbidden") return undefined;
    return answer(STATUS[error.code] ?? 400, error.code);
  }
  return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
});

const STATUS: Partial<Record<UserErrorCode, number>> = { fileTooLarge: 413, rateLimited: 429, alreadyClosed: 409 };

function answer(status: number, code: string): Response {
  return Response.json({ code }, { status, headers: { "Cache-Control": "no-store" } });
}
