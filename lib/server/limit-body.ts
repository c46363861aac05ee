import type { IncomingMessage } from "node:http";
import { serverLimits } from "@/lib/time-limits";
import type { TakeOver } from "./take-over";

type Limits = Pick<typeof serverLimits, "bodySeconds" | "upload">;

/**
 * Closes the connection of a request whose body takes too long to arrive: a form's as a whole, an upload's in any
 * window of time in which it brings too little.
 */
export function limitBody(
  request: IncomingMessage,
  takeOver: TakeOver,
  { isUpload, limits = serverLimits }: { isUpload: boolean; limits?: Limits },
): void {
  const { headers, socket } = request;
  if (headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0) return;
  const { windowSeconds, bytes } = limits.upload;
  let seenBytes = socket.bytesRead;
  const timer = setInterval(
    () => {
      if (request.complete) return clearInterval(timer);
      const arrivedBytes = socket.bytesRead - seenBytes;
      seenBytes = socket.bytesRead;
      // What is not read yet keeps the client from sending more: then the delay is ours.
      if (isUpload && (arrivedBytes >= bytes || request.readableLength > 0)) return;
      clearInterval(timer);
      takeOver(
        408,
        { "Content-Type": "text/plain; charset=utf-8", Connection: "close" },
        "This request took too long to arrive.\n",
      );
      // Node forgets a request that has been answered: what reads its body would wait for ever.
      socket.once("close", () => request.destroy(new Error("the body did not arrive in time")));
      socket.destroySoon();
    },
    (isUpload ? windowSeconds : limits.bodySeconds) * 1000,
  );
  timer.unref();
  // Of the request: a connection that is kept alive would hold each of its requests until it closes.
  request.once("close", () => clearInterval(timer));
}
