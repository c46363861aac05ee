import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { keyId, unwrapSecret, wrapSecret } from "@/lib/crypto";
import { rememberErased } from "@/lib/customer/erased-person";
import { prisma } from "@/lib/database";
import { env, loadEnv } from "@/lib/env";
import { EnvError } from "@/lib/env-variables";
import { openidPurpose, readProvider } from "@/lib/sign-in/openid/provider";
import { askCode, makeDelivery, tryCode } from "@/test/factories/delivery";
import { makeStore } from "@/test/factories/store";
import { download } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { checkKeys } from "./check-keys";
import { countKeys } from "./count-keys";
import { rewrapSecrets } from "./rewrap-secrets";
import { wrappedSecrets } from "./wrapped-secrets";

withTestDatabase();

const first = env();
const [old, fresh] = [randomBytes(32), randomBytes(32)];

/** As if the process had been started again with these keys. */
const restart = (...keys: Buffer[]) => Object.assign(env(), { encryptionKeys: keys });

const givenKeys = first.encryptionKeys;
afterEach(async () => {
  await prisma().store.deleteMany();
  restart(...givenKeys);
});

async function handoffOf(storeId: string): Promise<Buffer> {
  const { handoffSecret } = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: { handoffSecret: true },
  });
  return unwrapSecret(handoffSecret ?? "", `store:${storeId}:handoff`);
}

test("the start stops where it can decrypt no secret, and counts those it cannot where it can decrypt one", async () => {
  restart(fresh);
  expect(await checkKeys()).toBe(0); // there are none: this test comes first, since exports outlive their stores here
  restart(old);
  await makeDelivery();
  expect(await checkKeys()).toBe(0);
  restart(fresh);
  await expect(checkKeys()).rejects.toThrow(/^ENCRYPTION_KEY does not fit the database: [^\n]*its 2 secrets/);
  await expect(checkKeys()).rejects.toThrow(EnvError);
  await makeDelivery();
  expect(await checkKeys()).toBe(2);
  restart(fresh, old);
  expect(await checkKeys()).toBe(0);
});

test("an archive, a hand-off secret and a code keep working at each step of a key rotation, and after the old key is gone", async () => {
  restart(old);
  const live = await makeDelivery();
  const [bytes, secret] = [await download(live), await handoffOf(live.storeId)];
  const code = await askCode(live);
  const holds = async () => {
    expect(Buffer.compare(await download(live), bytes)).toBe(0);
    expect(await handoffOf(live.storeId)).toEqual(secret);
  };

  restart(old, fresh); // one process after another: the others still write under the old key
  await holds();
  restart(fresh, old);
  const later = await makeDelivery();
  restart(old, fresh); // a process that was not restarted yet reads what the new ones write
  await download(later);
  await handoffOf(later.storeId);
  restart(fresh, old);
  await holds();
  expect((await tryCode(live, code)).deliveryId).toBe(live.deliveryId);

  expect(await countKeys()).toEqual([
    { id: keyId(fresh), rows: 2, role: "writes" },
    { id: keyId(old), rows: 2, role: "reads" },
  ]);
  expect(await rewrapSecrets()).toEqual({ rewrapped: 2, remaining: 0 });
  expect(await rewrapSecrets()).toEqual({ rewrapped: 0, remaining: 0 });
  restart(fresh);
  await holds();
  expect(await countKeys()).toEqual([{ id: keyId(fresh), rows: 4, role: "writes" }]);
});

test("the secret of a store's OpenID Connect provider is counted and rewrapped, and can be read after", async () => {
  const own = randomBytes(32);
  restart(own);
  const { id: storeId } = await makeStore({ handoffSecret: null });
  const clientSecret = wrapSecret(Buffer.from("s3cr3t"), openidPurpose(storeId));
  const pins = { issuer: "https://id.example", hosts: ["id.example"] };
  const data = { storeId, discoveryUrl: "https://id.example/", clientId: "dossier", clientSecret, ...pins };
  await prisma().openidProvider.create({ data, select: { storeId: true } });
  // Exports outlive their stores here.
  const others = await checkKeys();
  restart(randomBytes(32));
  await expect(checkKeys()).rejects.toThrow(`its ${others + 1} secrets`);
  restart(fresh, own);
  expect(await rewrapSecrets()).toMatchObject({ rewrapped: 1 });
  restart(fresh);
  expect((await readProvider(storeId))?.clientSecret).toBe("s3cr3t");
});

test("a secret whose key is missing is counted and left unchanged", async () => {
  restart(old);
  await makeDelivery();
  restart(fresh);
  expect(await rewrapSecrets()).toEqual({ rewrapped: 0, remaining: 2 });
  expect(await countKeys()).toContainEqual({ id: keyId(old), rows: 2, role: "missing" });
});

test("a secret that the app has replaced in the meantime is not overwritten", async () => {
  restart(old);
  const { storeId } = await makeDelivery();
  for await (const { wrapped, purpose, replace } of wrappedSecrets()) {
    if (purpose !== `store:${storeId}:handoff`) continue;
    const handoffSecret = wrapSecret(Buffer.from("newer"), purpose);
    await prisma().store.update({ where: { id: storeId }, data: { handoffSecret }, select: { id: true } });
    expect(await replace(wrapped)).toBe(false);
  }
  expect((await handoffOf(storeId)).toString()).toBe("newer");
});

test("secrets.json accepts several keys, and is refused in one line if it is malformed", () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "dossier-keys-"));
  const file = path.join(dataDir, "secrets.json");
  const kept = env();
  const load = () => loadEnv("test", { DATA_DIR: dataDir });
  try {
    load();
    expect(statSync(file).mode & 0o777).toBe(0o600); // readable only by its user
    const made = JSON.parse(readFileSync(file, "utf8"));
    const both = (key: string) => `${fresh.toString("base64")},${key}`;
    writeFileSync(file, JSON.stringify({ authSecret: both(made.authSecret), encryptionKey: both(made.encryptionKey) }));
    expect(load().encryptionKeys).toEqual([fresh, Buffer.from(made.encryptionKey, "base64")]);
    expect(load().authSecrets).toEqual([fresh, Buffer.from(made.authSecret, "base64")]);
    writeFileSync(file, "{}");
    expect(load).toThrow(EnvError);
  } finally {
    Object.assign(globalThis, { dossierEnv: kept });
  }
});

test("so is the key by which a store remembers whom it erased", async () => {
  const own = randomBytes(32);
  restart(own);
  const { id: storeId } = await makeStore({ handoffSecret: null });
  const person = { storeId, emails: ["ada@example.com"], platformIds: [], erasedAt: new Date() };
  const remember = () => prisma().$transaction((transaction) => rememberErased(transaction, person));
  await remember();
  // Exports outlive their stores here.
  const others = await checkKeys();
  restart(randomBytes(32));
  await expect(checkKeys()).rejects.toThrow(`its ${others + 1} secrets`);
  restart(fresh, own);
  expect(await rewrapSecrets()).toMatchObject({ rewrapped: 1 });
  restart(fresh);
  await remember();
  expect(await prisma().erasedPerson.count({ where: { storeId } })).toBe(1);
});
