import { Agent, request } from "node:http";

/** A request as bytes: nothing of it is checked, encoded or completed on the way. */
export interface RawRequest {
  method: string;
  /** Percent-encoded as the attacker likes. */
  path: string;
  headers: Record<string, string>;
  body?: Buffer | undefined;
}

export interface RawAnswer {
  status: number;
  /** Name, value, name, value. */
  headers: string[];
  text: string;
  milliseconds: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends a request; redirects are not followed. @throws Error where the connection breaks without an answer. */
export async function sendRaw(origin: string, raw: RawRequest): Promise<RawAnswer> {
  try {
    return await sendOnce(origin, raw);
  } catch (error) {
    // A kept connection may have been closed just before: what never arrived is sent again.
    if ((error as { reused?: boolean }).reused) return await sendOnce(origin, raw);
    throw error;
  }
}

async function sendOnce(origin: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const start = performance.now();
  return await new Promise((done, fail) => {
    const sent = request({ agent, hostname, port, method, path, headers, setHost: !("host" in headers) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", fail);
      answer.on("end", () =>
        done({
          status: answer.statusCode ?? 0,
          headers: answer.rawHeaders,
          text: Buffer.concat(chunks).toString(),
          milliseconds: performance.now() - start,
        }),
      );
    });
    sent.on("error", (error) => fail(Object.assign(error, { reused: sent.reusedSocket })));
    sent.setTimeout(60_000, () => sent.destroy(new Error("no answer within a minute")));
    sent.end(body);
  });
}
