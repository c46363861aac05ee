/**
 * Sends a file to a route, as it is read from the disk. By XMLHttpRequest: `fetch` does not tell how much of a body was sent.
 * @param onBytes gets how many bytes have been sent.
 * @returns undefined once it has arrived; otherwise the code of what went wrong, "gone" or "broke".
 */
export function sendFile(url: string, file: File, onBytes: (bytes: number) => void, signal: AbortSignal) {
  return new Promise<string | undefined>((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded }) => onBytes(loaded));
    request.addEventListener("loadend", () => {
      signal.removeEventListener("abort", abort);
      if (request.status === 204) return done(undefined);
      if (request.status === 404) return done("gone");
      done((request.response as { code?: string } | null)?.code ?? "broke");
    });
    const abort = () => request.abort();
    signal.addEventListener("abort", abort);
    request.send(file);
  });
}
