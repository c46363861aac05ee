import { isIP, type LookupFunction } from "node:net";
import { gzipSync } from "node:zlib";
import { Agent } from "undici";
import { afterEach, expect, test } from "vitest";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { guardedAgent } from "./guarded-agent";
import { OutboundError } from "./outbound-error";
import { type OutboundCall, send, sendForJson } from "./send";

afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

/** Resolves names as a hostile name server does. */
function lookupOf(names: Record<string, string[]>): LookupFunction {
  return (name, _options, callback) => {
    const addresses = names[name];
    if (!addresses) return callback(Object.assign(new Error("unknown name"), { code: "ENOTFOUND" }), []);
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
  };
}

const hostile = lookupOf({
  localhost: ["127.0.0.1"],
  "evil.test": ["127.0.0.1"],
  "mixed.test": ["93.184.216.34", "127.0.0.1"],
  "map.test": ["::ffff:127.0.0.1"],
  "meta.test": ["169.254.169.254"],
  "ula.test": ["fd00::1"],
  "nat64.test": ["64:ff9b::7f00:1"],
  "six4.test": ["2002:7f00:1::"],
  "none.test": [],
});

/** The failure of a call; undefined where it was answered. */
async function failureOf(call: Promise<unknown>): Promise<OutboundError | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof OutboundError) return error;
    throw error;
  }
}

function callOf(address: string, more: Partial<OutboundCall> = {}): OutboundCall {
  const url = new URL(address);
  return { url, allowedHosts: [url.host], ...more };
}

/** A server that connections may reach, and a call of it. */
async function allowed(...args: Parameters<typeof listen>) {
  const { port, requests } = await listen(...args);
  allowPrivateSources(`127.0.0.1:${port}`);
  const call = (more: Partial<OutboundCall> = {}) => callOf(`http://127.0.0.1:${port}/`, more);
  return { port, requests, call };
}

test.each([
  ...["127.0.0.1:PORT", "[::1]:PORT", "[::ffff:127.0.0.1]:PORT", "2130706433:PORT", "0x7f.1:PORT", "017700000001:PORT"],
  ...["localhost:PORT", "evil.test:PORT", "mixed.test:PORT", "map.test:PORT", "meta.test", "ula.test", "nat64.test"],
  ...["six4.test", "0.0.0.0:PORT", "[64:ff9b::7f00:1]", "[fe80::1]", "100.64.0.1", "192.0.2.1"],
  // Further ones: nothing resolved, IPv4-compatible, documentation, this network, and what clouds answer at.
  ...["none.test", "[::7f00:1]:PORT", "[2001:db8::1]", "[::]", "10.0.0.1", "169.254.169.254", "[fd00:ec2::254]"],
])("https://%s/ is not connected to", async (host) => {
  const { port, requests } = await listen((_request, response) => response.end("secret"));
  const agent = guardedAgent(hostile);
  const failure = await failureOf(send(callOf(`https://${host.replace("PORT", String(port))}/`), agent));
  expect(failure?.failure).toBe("blocked");
  expect(requests).toEqual([]);
});

test("a private host is reached only where ALLOW_PRIVATE_SOURCES names it with its port", async () => {
  const { port } = await listen((_request, response) => response.end("fine"), "0.0.0.0");
  allowPrivateSources(`127.0.0.1:${port}`, `desk.test:${port}`, `cloud.test:${port}`);
  const agent = guardedAgent(lookupOf({ "desk.test": ["127.0.0.3"], "cloud.test": ["169.254.169.254"] }));
  const bodyOf = async (host: string) => String(Buffer.from((await send(callOf(`http://${host}/`), agent)).bytes));
  expect(await bodyOf(`127.0.0.1:${port}`)).toBe("fine");
  expect(await bodyOf(`desk.test:${port}`)).toBe("fine");
  // Another address, another port, another name for the same, and a name whose owner points it at a cloud's own address.
  for (const host of [`127.0.0.2:${port}`, "127.0.0.1:1", `localhost:${port}`, `cloud.test:${port}`])
    expect((await failureOf(bodyOf(host)))?.failure).toBe("blocked");
});

test("nothing is sent to a host that the caller may not reach, with credentials in the address, or without TLS", async () => {
  const { port, requests, call } = await allowed((_request, response) => response.end());
  const calls = [
    call({ allowedHosts: ["127.0.0.1"] }),
    call({ url: new URL(`http://user@127.0.0.1:${port}/`) }),
    callOf("http://shop.example/"),
    callOf("ftp://shop.example/"),
  ];
  for (const each of calls) expect((await failureOf(send(each)))?.failure).toBe("blocked");
  expect(requests).toEqual([]);
});

test.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed", async (status) => {
  const other = await listen((_request, response) => response.end("secret"), "127.0.0.2");
  const { requests, call } = await allowed((_request, response) =>
    response.writeHead(status, { location: `http://127.0.0.2:${other.port}/` }).end(),
  );
  expect(await failureOf(send(call()))).toMatchObject({ failure: "redirected", status });
  expect(requests).toHaveLength(1);
  expect(other.requests).toEqual([]);
});

test("a name that changes its answer is checked again with each connection", async () => {
  const { port } = await listen((_request, response) => response.writeHead(200, { connection: "close" }).end());
  allowPrivateSources(`rebind.test:${port}`);
  const answers = ["127.0.0.1", "169.254.169.254"];
  let asked = 0;
  const agent = guardedAgent((name, options, callback) =>
    lookupOf({ [name]: [answers[Math.min(asked++, 1)] ?? ""] })(name, options, callback),
  );
  await send(callOf(`http://rebind.test:${port}/`), agent);
  expect(asked).toBe(1);
  expect((await failureOf(send(callOf(`http://rebind.test:${port}/`), agent)))?.failure).toBe("blocked");
});

test("ten megabytes are not read", async () => {
  let sent = 0;
  const { call } = await allowed((_request, response) => {
    const write = () => {
      while (sent < 10 * 1024 * 1024 && !response.destroyed) {
        sent += 64 * 1024;
        if (!response.write(Buffer.alloc(64 * 1024, "x"))) return response.once("drain", write);
      }
      return response.end();
    };
    write();
  });
  expect((await failureOf(send(call())))?.failure).toBe("too_large");
  expect(sent).toBeLessThan(8 * 1024 * 1024);
});

test("what unpacks to more than is allowed is not read, however small it came", async () => {
  const packed = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  expect(packed.byteLength).toBeLessThan(100 * 1024);
  const { call } = await allowed((_request, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(packed),
  );
  expect((await failureOf(send(call())))?.failure).toBe("too_large");
});

test("headers of a hundred kilobytes are not read", async () => {
  const { call } = await allowed((_request, response) => {
    for (let index = 0; index < 100; index++) response.setHeader(`x-${index}`, "x".repeat(1000));
    response.end();
  });
  expect((await failureOf(send(call())))?.failure).toBe("too_large");
});

test("a body that drips byte by byte ends with the time of the call", async () => {
  const { call } = await allowed((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write("x"), 50);
    response.once("close", () => clearInterval(drip));
  });
  const start = performance.now();
  expect((await failureOf(send(call({ timeoutSeconds: 0.5 }))))?.failure).toBe("timeout");
  expect(performance.now() - start).toBeLessThan(3000);
});

test("an answer that never comes ends with the time of the call", async () => {
  const { call } = await allowed(() => {});
  expect((await failureOf(send(call({ timeoutSeconds: 0.3 }))))?.failure).toBe("timeout");
});

test("a caller that gives up gets its own reason", async () => {
  const { call } = await allowed(() => {});
  const stop = new AbortController();
  const sent = send(call({ signal: stop.signal }));
  stop.abort(new Error("shutting down"));
  await expect(sent).rejects.toThrow("shutting down");
});

test("nobody who listens is unreachable", async () => {
  const { port } = await listen((_request, response) => response.end());
  await stopListening();
  allowPrivateSources(`127.0.0.1:${port}`);
  expect((await failureOf(send(callOf(`http://127.0.0.1:${port}/`))))?.failure).toBe("unreachable");
});

test.each([
  [401, "unauthorized"],
  [403, "unauthorized"],
  [404, "refused"],
  [500, "refused"],
  [503, "refused"],
])("a status of %i is %s", async (status, failure) => {
  const { call } = await allowed((_request, response) => response.writeHead(status).end("secret"));
  const error = await failureOf(send(call()));
  expect(error).toMatchObject({ failure, status });
  expect(error?.message).not.toContain("secret");
});

test("whoever asks to be called later is called later, as long as the caller has patience", async () => {
  let tries = 0;
  const { requests, call } = await allowed((_request, response) =>
    tries++ % 2 === 0 ? response.writeHead(429, { "retry-after": "1" }).end() : response.end("now"),
  );
  expect(await failureOf(send(call()))).toMatchObject({ failure: "throttled", retryAfterSeconds: 1 });
  tries = 0;
  const start = performance.now();
  expect((await send(call({ patienceSeconds: 5 }))).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  expect(requests).toHaveLength(3);
});

test("whoever asks for longer than the caller has patience is not waited for, nor for ever", async () => {
  const { requests, call } = await allowed((_request, response) =>
    response.writeHead(503, { "retry-after": "86400" }).end(),
  );
  const error = await failureOf(send(call({ patienceSeconds: 60 })));
  expect(error).toMatchObject({ failure: "throttled", retryAfterSeconds: 3600 });
  expect(requests).toHaveLength(1);
});

test("whoever always asks for no time at all is asked four times", async () => {
  const { requests, call } = await allowed((_request, response) =>
    response.writeHead(429, { "retry-after": "0" }).end(),
  );
  expect((await failureOf(send(call({ patienceSeconds: 60 }))))?.failure).toBe("throttled");
  expect(requests).toHaveLength(4);
});

test.each([
  ["text/html", "<h1>Sign in</h1>"],
  ["application/json", "<h1>Sign in</h1>"],
  ["application/json", Buffer.from([0x22, 0xff, 0x22])],
  ["application/jsonp", "1"],
])("%s with such a body is no JSON", async (type, body) => {
  const { call } = await allowed((_request, response) => response.writeHead(200, { "content-type": type }).end(body));
  expect((await failureOf(sendForJson(call())))?.failure).toBe("not_json");
});

test("JSON is read, whatever its charset parameter and its kind", async () => {
  const { call } = await allowed((request, response) => {
    const type = request.method === "POST" ? "application/problem+json" : "application/json; charset=utf-8";
    response.writeHead(200, { "content-type": type }).end('{"name":"Zoë"}');
  });
  expect(await sendForJson(call())).toEqual({ name: "Zoë" });
  expect(await sendForJson(call({ method: "POST", body: "{}" }))).toEqual({ name: "Zoë" });
});

test("a failure of a pool that another bundle of the process made is named too", async () => {
  const theirs = Object.assign(new Error("blocked"), { name: "OutboundError", failure: "blocked" });
  const agent = new Agent({ connect: (_, callback) => callback(theirs, null) });
  const call = { url: new URL("https://shop.example/"), allowedHosts: ["shop.example"] };
  await expect(send(call, agent)).rejects.toMatchObject({ failure: "blocked" });
});
