import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testGpg } from "@/test/harness/gpg";
import { readPublicKey } from "./read-public-key";

let gpg: ReturnType<typeof testGpg>;
beforeAll(() => {
  gpg = testGpg();
});
afterAll(() => gpg.remove());

vi.setConfig({ testTimeout: 30_000 }); // prime numbers take a while

/** As it was in 2020, when keys for a year were made. */
const IN_2020 = ["--faked-system-time", "20200101T000000"];

const refusal = async (pasted: string) =>
  await readPublicKey(pasted).then(
    () => "read",
    (error) => error.code ?? error,
  );

test("a megabyte of repeated beginnings is refused at once", async () => {
  expect(await refusal("BEGIN ".repeat(170_000))).toBe("keyMalformed");
  expect(await refusal("-----BEGIN EC PRIVATE KEY-----")).toBe("keyPrivate");
  expect(await refusal("-----BEGIN PGP PRIVATE KEY BLOCK-----")).toBe("keyPrivate");
});

describe("a key of gpg's is read", () => {
  test.each([
    ["Ed25519 and Cv25519", "future-default", "curve"],
    ["RSA of 3072 bits", "rsa3072", "rsa"],
  ])("%s", async (_, algorithm, name) => {
    const fingerprint = gpg.makeKey(`Maria Anders <${name}@alfki.example>`, algorithm);
    if (name === "rsa") gpg.run(["--quick-add-key", fingerprint, algorithm, "encr", "never"]);
    const pasted = gpg.publicKey(`${name}@alfki.example`);
    const key = await readPublicKey(`\n${pasted}\n`);
    expect(key.fingerprint).toBe(fingerprint);
    expect(key.userIds).toEqual([`Maria Anders <${name}@alfki.example>`]);
    expect(key.expiresAt).toBeNull();
    expect(key.armored).toMatch(/^-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n/);
    expect((await readPublicKey(key.armored)).fingerprint).toBe(fingerprint);
  });

  test("and when it will expire", async () => {
    gpg.makeKey("year@alfki.example", "future-default", "default", "1y");
    const { expiresAt } = await readPublicKey(gpg.publicKey("year@alfki.example"));
    const days = ((expiresAt?.getTime() ?? 0) - Date.now()) / (24 * 3_600_000);
    expect(days).toBeGreaterThan(364);
    expect(days).toBeLessThan(367);
  });
});

test("an expired key is refused as expired", async () => {
  gpg.makeKey("old@alfki.example", "future-default", "default", "1y", IN_2020);
  expect(await refusal(gpg.publicKey("old@alfki.example"))).toBe("keyExpired");
});

test("a key whose part to encrypt to has expired is refused as expired", async () => {
  const fingerprint = gpg.makeKey("half@alfki.example", "ed25519", "sign", "never", IN_2020);
  // Later than the key, which gpg may have taken a second to make: it refuses a key of the future.
  gpg.run(["--faked-system-time", "20200102T000000", "--quick-add-key", fingerprint, "cv25519", "encr", "1y"]);
  expect(await refusal(gpg.publicKey("half@alfki.example"))).toBe("keyExpired");
});

test("a revoked key is refused as revoked", async () => {
  const fingerprint = gpg.makeKey("lost@alfki.example");
  const file = path.join(gpg.home, "openpgp-revocs.d", `${fingerprint.toUpperCase()}.rev`);
  // gpg stores it with a colon, so that nobody imports it by mistake.
  gpg.run(["--import"], readFileSync(file, "utf8").replace(":-----BEGIN", "-----BEGIN"));
  expect(await refusal(gpg.publicKey("lost@alfki.example"))).toBe("keyRevoked");
});

test.each([
  ["RSA of 1024 bits", "rsa1024"],
  ["DSA", "dsa2048"],
])("a weak key is refused as weak: %s", async (_, algorithm) => {
  const user = `${algorithm}@alfki.example`;
  const fingerprint = gpg.makeKey(user, algorithm, "sign");
  if (algorithm === "dsa2048") gpg.run(["--quick-add-key", fingerprint, "elg2048", "encr", "never"]);
  else gpg.run(["--quick-add-key", fingerprint, algorithm, "encr", "never"]);
  expect(await refusal(gpg.publicKey(user))).toBe("keyWeak");
});

test("a strong key whose only part to encrypt to is weak is refused as weak", async () => {
  const fingerprint = gpg.makeKey("mixed@alfki.example", "ed25519", "sign");
  gpg.run(["--quick-add-key", fingerprint, "rsa1024", "encr", "never"]);
  expect(await refusal(gpg.publicKey("mixed@alfki.example"))).toBe("keyWeak");
});

test("a key for signing only is refused as such", async () => {
  gpg.makeKey("sign@alfki.example", "ed25519", "sign");
  expect(await refusal(gpg.publicKey("sign@alfki.example"))).toBe("keyCannotEncrypt");
});

test("a private key is refused, and no part of it is in the error", async () => {
  gpg.makeKey("secret@alfki.example");
  const pasted = gpg.run(["--armor", "--export-secret-keys", "secret@alfki.example"]).toString();
  const error = await readPublicKey(pasted).catch((thrown) => thrown);
  expect(error.code).toBe("keyPrivate");
  const lines = pasted.split("\n").filter((line) => line.length > 20);
  for (const line of lines) expect(JSON.stringify([error, error.message, error.stack])).not.toContain(line);
  // Also where it is labeled as a public key.
  expect(await refusal(pasted.replaceAll("PRIVATE", "PUBLIC"))).toBe("keyPrivate");
});

test("text that is not a key, half a key, two keys and a text that is too long are refused as malformed", async () => {
  gpg.makeKey("whole@alfki.example");
  gpg.makeKey("other@alfki.example");
  const pasted = gpg.publicKey("whole@alfki.example");
  for (const text of [
    "",
    "hello",
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----",
    pasted.slice(0, pasted.length / 2),
    gpg.run(["--armor", "--export", "whole@alfki.example", "other@alfki.example"]).toString(),
    pasted.replace("\n\n", `\nComment: ${"x".repeat(100_000)}\n\n`),
    gpg.run(["--armor", "--store"], "hello").toString(),
  ])
    expect(await refusal(text)).toBe("keyMalformed");
});
