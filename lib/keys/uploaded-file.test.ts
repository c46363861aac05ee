import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { keyId } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { listAdded } from "@/lib/upload/added-items";
import { runImport } from "@/lib/upload/run-import";
import { addFile, makeOpenRequest, PDF, readAdded } from "@/test/factories/added";
import { customersFile, makeImportStore } from "@/test/factories/import";
import { checkedImport } from "@/test/factories/upload";
import { withTestDatabase } from "@/test/harness/test-database";
import { checkKeys } from "./check-keys";
import { countKeys } from "./count-keys";
import { rewrapSecrets } from "./rewrap-secrets";

withTestDatabase();

test("the key of an uploaded file is counted, looked for at the start and rewrapped, and the file can be read after", async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const given = env().encryptionKeys;
  const restart = (...encryptionKeys: Buffer[]) => Object.assign(env(), { encryptionKeys });
  try {
    restart(old);
    const { storeId } = await makeImportStore();
    await prisma().store.update({ where: { id: storeId }, data: { handoffSecret: null }, select: { id: true } });
    const file = customersFile([["1", "Ann", "Ames", "ann@a.example", "yes"]]);
    const target = await checkedImport(storeId, [file], true);
    expect(await countKeys()).toEqual([{ id: keyId(old), rows: 1, role: "writes" }]);
    restart(fresh);
    await expect(checkKeys()).rejects.toThrow("ENCRYPTION_KEY does not fit the database");
    restart(fresh, old);
    expect(await rewrapSecrets()).toEqual({ rewrapped: 1, remaining: 0 });
    restart(fresh);
    expect(await checkKeys()).toBe(0);
    await runImport(target, new AbortController().signal);
    expect(await prisma().customer.count({ where: { storeId } })).toBe(1);
    expect(await countKeys()).toEqual([{ id: keyId(fresh), rows: 0, role: "writes" }]);
  } finally {
    restart(...given);
  }
});

test("so is the key of a file that was added to a request", async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const given = env().encryptionKeys;
  const restart = (...encryptionKeys: Buffer[]) => Object.assign(env(), { encryptionKeys });
  try {
    restart(old);
    const target = await makeOpenRequest();
    const { storeId } = target;
    await prisma().store.updateMany({ where: { id: storeId }, data: { handoffSecret: null } });
    await addFile(target, "a.pdf", PDF);
    const count = async (key: Buffer) => (await countKeys()).find(({ id }) => id === keyId(key))?.rows;
    expect(await count(old)).toBe(1);
    restart(fresh);
    await expect(checkKeys()).rejects.toThrow("ENCRYPTION_KEY does not fit the database");
    restart(fresh, old);
    expect(await rewrapSecrets()).toEqual({ rewrapped: 1, remaining: 0 });
    restart(fresh);
    expect(await checkKeys()).toBe(0);
    const [item] = await listAdded(target);
    expect(await readAdded(storeId, item?.id ?? "")).toEqual(PDF);
    expect(await count(fresh)).toBe(1);
  } finally {
    restart(...given);
  }
});
