import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { checkKeys } from "@/lib/keys/check-keys";
import { countKeys } from "@/lib/keys/count-keys";
import { rewrapSecrets } from "@/lib/keys/rewrap-secrets";
import { sourcesOf } from "@/lib/source/registry";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { findConnections } from "./connection";

withTestDatabase();

const givenKeys = env().encryptionKeys;
afterEach(() => {
  env().encryptionKeys = givenKeys;
});

test("a store's sources are its records and its own connections, without those that it ended", async () => {
  const { id: storeId } = await makeStore();
  const { id: otherStore } = await makeStore();
  await makeConnection(storeId, { name: "Help desk" });
  const ended = await makeConnection(storeId, { name: "Newsletter" });
  await makeConnection(storeId, { name: "Outlet" });
  await makeConnection(storeId, { kind: "of_a_later_release" });
  await makeConnection(otherStore, { name: "Another store's" });
  await prisma().connection.updateMany({ where: ended, data: { state: "disconnected", credentials: null } });
  expect((await sourcesOf({ storeId })).map(({ name, title }) => [name, title])).toEqual([
    ["dossier-database", undefined],
    ["connection-1", "Help desk"],
    ["connection-3", "Outlet"],
  ]);
});

test("credentials are sealed: they decrypt as their own connection's alone", async () => {
  const { id: storeId } = await makeStore();
  const first = await makeConnection(storeId, { credentials: { secret: "whsec_one" } });
  const second = await makeConnection(storeId, { credentials: { secret: "whsec_two" } });
  const [one, two] = await findConnections(storeId);
  expect([one?.readCredentials(), two?.readCredentials()]).toEqual([{ secret: "whsec_one" }, { secret: "whsec_two" }]);
  const row = await prisma().connection.findUniqueOrThrow({ where: { storeId_number: first } });
  expect(JSON.stringify(row)).not.toContain(Buffer.from("whsec_one").toString("base64url").slice(0, 8));
  expect(JSON.stringify(row)).not.toContain("whsec_");
  await prisma().connection.updateMany({ where: second, data: { credentials: row.credentials } });
  const [, moved] = await findConnections(storeId);
  expect(() => moved?.readCredentials()).toThrow();
});

test("keys:status counts credentials, keys:rewrap rewraps them, and a start without their key stops", async () => {
  await prisma().store.deleteMany();
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  env().encryptionKeys = [old];
  const { id: storeId } = await makeStore({ handoffSecret: null });
  await makeConnection(storeId, { credentials: { secret: "whsec_kept" } });
  env().encryptionKeys = [fresh];
  await expect(checkKeys()).rejects.toThrow(/ENCRYPTION_KEY does not fit the database/);
  env().encryptionKeys = [fresh, old];
  expect((await countKeys()).map(({ rows, role }) => [rows, role])).toEqual([
    [0, "writes"],
    [1, "reads"],
  ]);
  expect(await rewrapSecrets()).toEqual({ rewrapped: 1, remaining: 0 });
  env().encryptionKeys = [fresh];
  const [connection] = await findConnections(storeId);
  expect(connection?.readCredentials()).toEqual({ secret: "whsec_kept" });
  expect(await checkKeys()).toBe(0);
});
