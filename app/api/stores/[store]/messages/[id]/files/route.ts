import { validate } from "uuid";
import { mayAnswer } from "@/app/(public)/s/[store]/answer/[id]/reader";
import { setFlash } from "@/app/flash";
import { UserError } from "@/lib/error";
import { chunksOf } from "@/lib/http/body-chunks";
import { readFormFiles } from "@/lib/http/form-files";
import { limitRate } from "@/lib/http/rate-limit";
import { receiveMessageFile } from "@/lib/message/message-files";
import { MAX_MESSAGE_FILE_BYTES, MAX_MESSAGE_FILES } from "@/lib/message/message-policy";
import { clientIpBlock } from "@/lib/sign-in/action";
import { findStore } from "@/lib/store/find-store";

/** What a form with the largest files may have, with the heads of its parts. */
const MAX_FORM_BYTES = MAX_MESSAGE_FILES * MAX_MESSAGE_FILE_BYTES + 100_000;

/**
 * Takes the files of a customer's next answer from a plain form, as they arrive. Where one is refused, those before it are
 * kept. Every outcome for who may answer is a 303 to the page; for anyone else it is a 404 like an unknown store.
 */
export async function POST(request: Request, { params }: { params: Promise<{ store: string; id: string }> }) {
  const { store: slug, id: requestId } = await params;
  const store = await findStore(slug);
  if (!store || !validate(requestId) || !(await mayAnswer(store.id, requestId))) return answer(404);
  if (!request.body || !(Number(request.headers.get("content-length")) <= MAX_FORM_BYTES)) return answer(413);
  const page = `/s/${slug}/answer/${requestId}`;
  const body = chunksOf(request.body);
  try {
    await limitRate("messageFormByAddress", await clientIpBlock());
    let count = 0;
    for await (const { name, bytes } of readFormFiles(body, request.headers.get("content-type"))) {
      await receiveMessageFile({ storeId: store.id, requestId }, name, bytes);
      count += 1;
    }
    await setFlash(page, count > 0 ? { key: "filesAdded" } : { error: "noFileChosen", field: "files" });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Its sender gets the answer once all has arrived.
    for await (const _ of body);
    await setFlash(page, { error: error.code, values: error.values, field: "files" });
  }
  return answer(303, page);
}

function answer(status: number, location?: string): Response {
  const headers = { "Cache-Control": "no-store", ...(location && { Location: location }) };
  return new Response(null, { status, headers });
}
