import { afterEach, expect, test, vi } from "vitest";
import { prisma } from "@/lib/database";
import { OutboundError, type OutboundFailure } from "@/lib/source/outbound-http/outbound-error";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { contact } from "./contact";

withTestDatabase();
afterEach(() => void vi.useRealTimers());

const failing = (failure: OutboundFailure, retryAfterSeconds?: number) => async () => {
  throw new OutboundError(failure, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
};

async function connected() {
  const { id: storeId } = await makeStore();
  const key = await makeConnection(storeId);
  const read = () => prisma().connection.findUniqueOrThrow({ where: { storeId_number: key } });
  const fail = async (failure: OutboundFailure, seconds?: number) =>
    await expect(contact(key, failing(failure, seconds))).rejects.toMatchObject({ failure });
  return { key, read, fail };
}

test("a system that keeps failing is left alone for a minute by every process, and called again after it", async () => {
  const { key, read, fail } = await connected();
  const now = new Date("2026-11-30T12:00:00Z");
  vi.useFakeTimers({ now, toFake: ["Date"] });
  for (let count = 0; count < 5; count++) await fail("timeout");
  expect(await read()).toMatchObject({
    ...{ state: "failing", failures: 5, lastError: "timeout", lastErrorAt: now },
    retryAt: new Date("2026-11-30T12:01:00Z"),
  });
  const call = vi.fn(async () => "answer");
  await expect(contact(key, call)).rejects.toMatchObject({ failure: "paused" });
  expect(call).not.toHaveBeenCalled();
  // Its owner asks.
  await expect(contact(key, failing("unreachable"), { anyway: true })).rejects.toMatchObject({
    failure: "unreachable",
  });
  expect((await read()).retryAt).toEqual(new Date("2026-11-30T12:02:00Z"));
  vi.setSystemTime(new Date("2026-11-30T12:02:00Z"));
  expect(await contact(key, call)).toBe("answer");
  expect(await read()).toMatchObject({ state: "healthy", failures: 0, retryAt: null, lastContactAt: new Date() });
});

test("a system that refuses the credentials is revoked, until it takes them again", async () => {
  const { key, read, fail } = await connected();
  await fail("unauthorized");
  expect((await read()).state).toBe("revoked");
  await contact(key, async () => undefined);
  expect((await read()).state).toBe("healthy");
});

test("a system that asks for time gets it, and is not called broken", async () => {
  const { read, fail } = await connected();
  const before = Date.now();
  await fail("throttled", 90);
  const { state, retryAt, lastError } = await read();
  expect({ state, lastError }).toEqual({ state: "healthy", lastError: "throttled" });
  expect(retryAt?.getTime()).toBeGreaterThanOrEqual(before + 90_000);
  await fail("paused");
});

test("a fault of our own says nothing of the system", async () => {
  const { key, read } = await connected();
  const before = await read();
  await expect(contact(key, () => Promise.reject(new TypeError("ours")))).rejects.toThrow("ours");
  expect(await read()).toEqual(before);
});

test("an answer a minute is written, not each", async () => {
  const { key, read } = await connected();
  vi.useFakeTimers({ now: new Date("2026-11-30T12:00:00Z"), toFake: ["Date"] });
  await contact(key, async () => undefined);
  vi.setSystemTime(new Date("2026-11-30T12:00:59Z"));
  await contact(key, async () => undefined);
  expect((await read()).lastContactAt).toEqual(new Date("2026-11-30T12:00:00Z"));
  vi.setSystemTime(new Date("2026-11-30T12:01:01Z"));
  await contact(key, async () => undefined);
  expect((await read()).lastContactAt).toEqual(new Date("2026-11-30T12:01:01Z"));
});

test("an ended connection is not called, nor one of another store", async () => {
  const { key } = await connected();
  const { id: storeId } = await makeStore();
  const call = vi.fn(async () => undefined);
  await expect(contact({ ...key, storeId }, call)).rejects.toMatchObject({ failure: "disconnected" });
  await prisma().connection.updateMany({ where: key, data: { state: "disconnected", credentials: null } });
  await expect(contact(key, call, { anyway: true })).rejects.toMatchObject({ failure: "disconnected" });
  expect(call).not.toHaveBeenCalled();
});
