import { keyPurpose as exportPurpose } from "@/lib/archive/export-key";
import { erasedPurpose } from "@/lib/customer/erased-person";
import { prisma } from "@/lib/database";
import { messageFilePurpose } from "@/lib/message/message-files";
import { webhookPurpose } from "@/lib/shopify/take-webhook";
import { openidPurpose } from "@/lib/sign-in/openid/provider";
import { connectionPurpose } from "@/lib/source/connection/connection";
import { handoffPurpose } from "@/lib/store/handoff-secret";
import { keyPurpose as addedPurpose } from "@/lib/upload/added-items";
import { keyPurpose as importPurpose } from "@/lib/upload/uploaded-file";

/** A secret that the database holds wrapped under ENCRYPTION_KEY. */
export interface WrappedSecret {
  wrapped: string;
  purpose: string;
  /** Writes it rewrapped, unless it has changed since. @returns whether it was written. */
  replace(wrapped: string): Promise<boolean>;
}

const BATCH = 500;

/** Every wrapped secret, store by store and in batches, so that neither memory nor locks grow with the data. */
export async function* wrappedSecrets(): AsyncGenerator<WrappedSecret> {
  const stores = await prisma().store.findMany({
    select: { id: true, handoffSecret: true, formerHandoffSecret: true, erasedKey: true },
    orderBy: { id: "asc" },
  });
  for (const { id: storeId, ...secrets } of stores) {
    for (const column of ["handoffSecret", "formerHandoffSecret", "erasedKey"] as const) {
      const wrapped = secrets[column];
      if (wrapped === null) continue;
      yield {
        wrapped,
        purpose: column === "erasedKey" ? erasedPurpose(storeId) : handoffPurpose(storeId),
        replace: async (next) => {
          const where = { id: storeId, [column]: wrapped };
          return (await prisma().store.updateMany({ where, data: { [column]: next } })).count === 1;
        },
      };
    }
    yield* exportKeys(storeId);
    yield* importKeys(storeId);
    yield* addedKeys(storeId);
    yield* messageFileKeys(storeId);
    yield* connectionCredentials(storeId);
    yield* webhookContents(storeId);
    yield* openidSecret(storeId);
  }
}

interface KeyRow {
  id: string;
  wrappedKey: string | null;
}

type Page = { where: { storeId: string; wrappedKey: { not: null }; id: { gt: string } | undefined }; take: number };

function exportKeys(storeId: string) {
  const find = (page: Page) => prisma().export.findMany({ ...page, ...KEYS });
  return keysOf(
    storeId,
    find,
    (id) => exportPurpose({ storeId, exportId: id }),
    async (id, wrappedKey, next) => {
      const where = { storeId, id, wrappedKey };
      return (await prisma().export.updateMany({ where, data: { wrappedKey: next } })).count === 1;
    },
  );
}

function importKeys(storeId: string) {
  const find = (page: Page) => prisma().import.findMany({ ...page, ...KEYS });
  return keysOf(
    storeId,
    find,
    (id) => importPurpose({ storeId, importId: id }),
    async (id, wrappedKey, next) => {
      const where = { storeId, id, wrappedKey };
      return (await prisma().import.updateMany({ where, data: { wrappedKey: next } })).count === 1;
    },
  );
}

function addedKeys(storeId: string) {
  const find = (page: Page) => prisma().addedItem.findMany({ ...page, ...KEYS });
  return keysOf(
    storeId,
    find,
    (id) => addedPurpose({ storeId, itemId: id }),
    async (id, wrappedKey, next) => {
      const where = { storeId, id, wrappedKey };
      return (await prisma().addedItem.updateMany({ where, data: { wrappedKey: next } })).count === 1;
    },
  );
}

function messageFileKeys(storeId: string) {
  const find = (page: Page) => prisma().messageFile.findMany({ ...page, ...KEYS });
  return keysOf(
    storeId,
    find,
    (id) => messageFilePurpose({ storeId, fileId: id }),
    async (id, wrappedKey, next) => {
      const where = { storeId, id, wrappedKey };
      return (await prisma().messageFile.updateMany({ where, data: { wrappedKey: next } })).count === 1;
    },
  );
}

/** A store has a few connections: one batch. */
async function* connectionCredentials(storeId: string): AsyncGenerator<WrappedSecret> {
  const rows = await prisma().connection.findMany({
    where: { storeId, credentials: { not: null } },
    select: { number: true, credentials: true },
    orderBy: { number: "asc" },
  });
  for (const { number, credentials } of rows)
    if (credentials !== null)
      yield {
        wrapped: credentials,
        purpose: connectionPurpose({ storeId, number }),
        replace: async (next) => {
          const where = { storeId, number, credentials };
          return (await prisma().connection.updateMany({ where, data: { credentials: next } })).count === 1;
        },
      };
}

/** Those that wait for their job: a few. */
async function* webhookContents(storeId: string): AsyncGenerator<WrappedSecret> {
  const rows = await prisma().shopifyWebhook.findMany({
    where: { storeId, content: { not: null } },
    select: { webhookId: true, content: true },
  });
  for (const { webhookId, content } of rows)
    if (content !== null)
      yield {
        wrapped: content,
        purpose: webhookPurpose({ storeId, webhookId }),
        replace: async (next) => {
          const where = { storeId, webhookId, content };
          return (await prisma().shopifyWebhook.updateMany({ where, data: { content: next } })).count === 1;
        },
      };
}

async function* openidSecret(storeId: string): AsyncGenerator<WrappedSecret> {
  const row = await prisma().openidProvider.findUnique({ where: { storeId }, select: { clientSecret: true } });
  if (!row) return;
  const { clientSecret } = row;
  yield {
    wrapped: clientSecret,
    purpose: openidPurpose(storeId),
    replace: async (next) => {
      const where = { storeId, clientSecret };
      return (await prisma().openidProvider.updateMany({ where, data: { clientSecret: next } })).count === 1;
    },
  };
}

const KEYS = { select: { id: true, wrappedKey: true }, orderBy: { id: "asc" } } as const;

async function* keysOf(
  storeId: string,
  find: (page: Page) => Promise<KeyRow[]>,
  purposeOf: (id: string) => string,
  replace: (id: string, wrapped: string, next: string) => Promise<boolean>,
): AsyncGenerator<WrappedSecret> {
  let after: string | undefined;
  for (;;) {
    const id = after ? { gt: after } : undefined;
    const rows = await find({ where: { storeId, wrappedKey: { not: null }, id }, take: BATCH });
    for (const { id, wrappedKey } of rows)
      if (wrappedKey !== null)
        yield { wrapped: wrappedKey, purpose: purposeOf(id), replace: (next) => replace(id, wrappedKey, next) };
    after = rows.at(-1)?.id;
    if (rows.length < BATCH) return;
  }
}
