import { expect, test } from "vitest";
import { outcome } from "@/test/harness/outcome";
import { readFormFiles } from "./form-files";

const TYPE = "multipart/form-data; boundary=----WebKitFormBoundaryx";
const part = (head: string, content: string) =>
  `------WebKitFormBoundaryx\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
const END = "------WebKitFormBoundaryx--\r\n";

async function read(body: string, size: number, type: string | null = TYPE) {
  const bytes = Buffer.from(body);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const found: [string, string][] = [];
  for await (const file of readFormFiles(pieces(), type)) {
    const content: Uint8Array[] = [];
    for await (const piece of file.bytes) content.push(piece);
    found.push([file.name, Buffer.concat(content).toString()]);
  }
  return found;
}

test.each([1, 7, 64, 10_000])("files arrive as they were sent, in pieces of %d bytes", async (size) => {
  const body =
    part('name="files"; filename="a.txt"', "one\r\n--two\r\n------WebKitFormBoundary") +
    part('name="other"', "no file") +
    part('name="files"; filename=""', "") +
    part('name="files"; filename="empty.txt"', "") +
    part('name="files"; filename="größe.pdf"', "x".repeat(500)) +
    END;
  expect(await read(body, size)).toEqual([
    ["a.txt", "one\r\n--two\r\n------WebKitFormBoundary"],
    ["empty.txt", ""],
    ["größe.pdf", "x".repeat(500)],
  ]);
});

test("what the reader leaves of a file is passed over", async () => {
  async function* body() {
    yield Buffer.from(part('name="f"; filename="a"', "one") + part('name="f"; filename="b"', "two") + END);
  }
  const names: string[] = [];
  for await (const { name } of readFormFiles(body(), TYPE)) names.push(name);
  expect(names).toEqual(["a", "b"]);
});

test.each<[string, string, string | null]>([
  ["without a boundary", END, "multipart/form-data"],
  ["of another type", "a=1", "application/x-www-form-urlencoded"],
  ["without a type", "", null],
  ["that begins otherwise", `preamble\r\n${END}`, TYPE],
  ["that breaks off", part('name="f"; filename="a"', "one"), TYPE],
  ["with an endless head", `------WebKitFormBoundaryx\r\nX: ${"a".repeat(10_000)}`, TYPE],
])("a body %s is refused", async (_, body, type) => {
  expect(await outcome(read(body, 100, type))).toBe("invalid");
});
