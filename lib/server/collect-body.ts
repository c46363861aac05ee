import type { IncomingMessage, ServerResponse } from "node:http";
import { ipBlock } from "@/lib/http/client-address";

/** How much memory the bodies that are collected may hold together, and those of one address. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_BYTES_BY_ADDRESS = 4 * 1024 * 1024;

/** The memory that one request's body may hold. */
export interface MemoryLease {
  /** @returns false if there is not so much left. */
  take(sizeBytes: number): boolean;
}

let totalBytes = 0;
const bytesByAddress = new Map<string, number>();

/** A share of the memory for bodies, given back once the request has been answered or its connection is gone. */
export function leaseMemory(address: string, response: ServerResponse): MemoryLease {
  const block = ipBlock(address);
  return {
    take(sizeBytes) {
      const heldBytes = bytesByAddress.get(block) ?? 0;
      if (totalBytes + sizeBytes > MAX_BYTES || heldBytes + sizeBytes > MAX_BYTES_BY_ADDRESS) return false;
      add(block, sizeBytes);
      response.once("close", () => add(block, -sizeBytes));
      return true;
    },
  };
}

function add(block: string, sizeBytes: number): void {
  totalBytes += sizeBytes;
  const heldBytes = (bytesByAddress.get(block) ?? 0) + sizeBytes;
  if (heldBytes > 0) bytesByAddress.set(block, heldBytes);
  else bytesByAddress.delete(block);
}

/** The whole body, which can still be read afterwards; undefined if the client disconnected. */
export async function collectBody(request: IncomingMessage, sizeBytes: number): Promise<Buffer | undefined> {
  const body = Buffer.allocUnsafe(sizeBytes);
  let readBytes = 0;
  while (readBytes < sizeBytes) {
    const chunk: Buffer | null = request.read();
    if (chunk) {
      readBytes += chunk.copy(body, readBytes);
      free(chunk);
    } else if (!(await isReadable(request))) return undefined;
  }
  // In the same turn as the last read: the stream has not ended yet, and Next reads it as if it were untouched.
  if (sizeBytes > 0) request.unshift(body);
  return body;
}

/** Gives a chunk's memory back at once: V8 lets 64 MB of them gather before it looks. */
function free({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** Waits until more can be read. @returns false if nothing more will come. */
function isReadable(request: IncomingMessage): Promise<boolean> {
  if (request.destroyed || request.readableEnded) return Promise.resolve(false);
  return new Promise((done) => {
    const settle = (readable: boolean) => {
      request.off("readable", onReadable).off("close", onEnd).off("end", onEnd);
      done(readable);
    };
    const onReadable = () => settle(true);
    const onEnd = () => settle(false);
    request.on("readable", onReadable).on("close", onEnd).on("end", onEnd);
  });
}
