import { keyId } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { EnvError } from "@/lib/env-variables";

/**
 * Makes sure, at the start, that ENCRYPTION_KEY fits the database.
 * @returns how many stored secrets are wrapped under keys that it lacks; `keys:status` names those keys.
 * @throws EnvError where there are secrets and not one is wrapped under a key that it holds.
 */
export async function checkKeys(): Promise<number> {
  const held = env().encryptionKeys.map((key) => ({ startsWith: `v1.${keyId(key)}.` }));
  let [readable, missing] = [false, 0];
  for (const kind of kinds(held)) {
    if (await kind.findReadable()) readable = true;
    missing += await kind.countMissing();
  }
  if (missing > 0 && !readable)
    throw new EnvError(
      `ENCRYPTION_KEY does not fit the database: it holds none of the keys that its ${missing} secrets are encrypted under. Set the key of before, if need be after a new one and a comma (npm run admin -- keys:status lists the ids of the keys).`,
    );
  return missing;
}

/** How each kind of secret is looked for by the beginnings of what the held keys wrapped. */
function kinds(held: { startsWith: string }[]) {
  const storeColumns = ["handoffSecret", "formerHandoffSecret", "erasedKey"] as const;
  return [
    ...storeColumns.map((column) => ({
      findReadable: () =>
        prisma().store.findFirst({ where: { OR: held.map((start) => ({ [column]: start })) }, select: { id: true } }),
      countMissing: () =>
        prisma().store.count({
          where: { [column]: { not: null }, NOT: { OR: held.map((start) => ({ [column]: start })) } },
        }),
    })),
    {
      findReadable: () =>
        prisma().export.findFirst({
          where: { OR: held.map((wrappedKey) => ({ wrappedKey })) },
          select: { id: true },
        }),
      countMissing: () =>
        prisma().export.count({
          where: { wrappedKey: { not: null }, NOT: { OR: held.map((wrappedKey) => ({ wrappedKey })) } },
        }),
    },
    {
      findReadable: () =>
        prisma().import.findFirst({
          where: { OR: held.map((wrappedKey) => ({ wrappedKey })) },
          select: { id: true },
        }),
      countMissing: () =>
        prisma().import.count({
          where: { wrappedKey: { not: null }, NOT: { OR: held.map((wrappedKey) => ({ wrappedKey })) } },
        }),
    },
    {
      findReadable: () =>
        prisma().addedItem.findFirst({
          where: { OR: held.map((wrappedKey) => ({ wrappedKey })) },
          select: { id: true },
        }),
      countMissing: () =>
        prisma().addedItem.count({
          where: { wrappedKey: { not: null }, NOT: { OR: held.map((wrappedKey) => ({ wrappedKey })) } },
        }),
    },
    {
      findReadable: () =>
        prisma().messageFile.findFirst({
          where: { OR: held.map((wrappedKey) => ({ wrappedKey })) },
          select: { id: true },
        }),
      countMissing: () =>
        prisma().messageFile.count({
          where: { wrappedKey: { not: null }, NOT: { OR: held.map((wrappedKey) => ({ wrappedKey })) } },
        }),
    },
    {
      findReadable: () =>
        prisma().connection.findFirst({
          where: { OR: held.map((credentials) => ({ credentials })) },
          select: { number: true },
        }),
      countMissing: () =>
        prisma().connection.count({
          where: { credentials: { not: null }, NOT: { OR: held.map((credentials) => ({ credentials })) } },
        }),
    },
    {
      findReadable: () =>
        prisma().openidProvider.findFirst({
          where: { OR: held.map((clientSecret) => ({ clientSecret })) },
          select: { storeId: true },
        }),
      countMissing: () =>
        prisma().openidProvider.count({ where: { NOT: { OR: held.map((clientSecret) => ({ clientSecret })) } } }),
    },
  ];
}
