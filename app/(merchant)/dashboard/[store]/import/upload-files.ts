import { sendFile } from "@/components/form/send-file";
import { openUpload } from "./actions";

/**
 * Sends files to a new import of a store, one after the other, as they are read from the disk.
 * @param onProgress with the name of the file that is sent, and how many bytes of all were.
 * @returns undefined once all have arrived; otherwise what went wrong, as a key of the errors' texts or as a text.
 */
export async function uploadFiles({
  store,
  files,
  onProgress,
  signal,
}: {
  store: string;
  files: File[];
  onProgress: (name: string, doneBytes: number) => void;
  signal: AbortSignal;
}): Promise<string | undefined> {
  const form = new FormData();
  form.set("store", store);
  form.set("fileCount", String(files.length));
  const opened = await openUpload({}, form).catch(() => undefined);
  if (!opened?.data) return opened?.serverError ?? "broke";
  let doneBytes = 0;
  for (const [number, file] of files.entries()) {
    if (signal.aborted) return "broke";
    const query = new URLSearchParams({ number: String(number), name: file.name });
    const url = `/api/stores/${store}/imports/${opened.data.importId}/file?${query}`;
    const before = doneBytes;
    const failure = await sendFile(url, file, (bytes) => onProgress(file.name, before + bytes), signal);
    if (failure) return failure;
    doneBytes += file.size;
  }
  return undefined;
}
