import { checkImport } from "@/lib/upload/check-import";
import { startImport } from "@/lib/upload/decide-import";
import { receiveFile } from "@/lib/upload/receive-file";
import { startUpload } from "@/lib/upload/start-upload";
import type { ImportKey } from "@/lib/upload/uploaded-file";
import { makeMember } from "./store";

const never = new AbortController().signal;

/** A body that arrives in pieces. */
export async function* bodyOf(content: string | Uint8Array, pieceBytes = 50_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** An import of a store whose files have arrived and wait for their check. */
export async function uploadImport(storeId: string, contents: (string | Uint8Array)[]): Promise<ImportKey> {
  const actor = await makeMember(storeId, "owner", "Mara Owner");
  const importId = await startUpload({ storeId, actor, fileCount: contents.length });
  const target = { storeId, importId };
  for (const [number, content] of contents.entries())
    await receiveFile(target, { number, name: `file-${number}.csv` }, bodyOf(content));
  return target;
}

/** An import whose files were checked, and that an owner has started, if `start`. */
export async function checkedImport(storeId: string, contents: (string | Uint8Array)[], start = false) {
  const target = await uploadImport(storeId, contents);
  await checkImport(target, never);
  if (start) await startImport(target);
  return target;
}
