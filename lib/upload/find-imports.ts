import { validate } from "uuid";
import { z } from "zod";
import { prisma } from "@/lib/database";
import type { ReasonCode } from "@/lib/import/reasons";
import type { ImportState } from "@/prisma/generated/client";
import { unfinishedStates } from "./end-import";

const reasonShape = {
  code: z.custom<ReasonCode>((code) => typeof code === "string"),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
};
const problemSchema = z.object({ line: z.number(), column: z.string().optional(), ...reasonShape });
const reasonSchema = z.object(reasonShape);

/** The import of a store that has not ended, else the one with this id, else the newest that ended; null without any. */
export async function findImport(storeId: string, id?: string) {
  const found =
    (await findFirst({ storeId, state: { in: [...unfinishedStates] } })) ??
    (id && validate(id) ? await findFirst({ storeId, id }) : null) ??
    (id ? null : await findFirst({ storeId, state: { in: ["finished", "failed", "expired"] } }));
  if (!found) return null;
  return {
    ...found,
    /** Why its files were refused; empty where they were not. */
    refusals: found.failure === null ? [] : reasonSchema.array().parse(JSON.parse(found.failure)),
    files: found.files.map((file) => ({ ...file, problems: problemSchema.array().parse(file.problems) })),
  };
}

export type FoundImport = NonNullable<Awaited<ReturnType<typeof findImport>>>;

async function findFirst(where: { storeId: string; id?: string; state?: { in: ImportState[] } }) {
  return await prisma().import.findFirst({
    where,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    omit: { wrappedKey: true },
    include: { files: { omit: { reading: true }, orderBy: [{ kind: "asc" }, { number: "asc" }] } },
  });
}

/** The imports of a store that ended, newest first, with their counts. */
export async function listImports(storeId: string) {
  return await prisma().import.findMany({
    where: { storeId, state: { notIn: [...unfinishedStates] } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
    select: {
      ...{ id: true, state: true, createdAt: true, startedById: true, startedByName: true },
      files: {
        orderBy: [{ kind: "asc" }, { number: "asc" }],
        select: {
          number: true,
          kind: true,
          name: true,
          added: true,
          changed: true,
          unchanged: true,
          rowsSkipped: true,
          erased: true,
          corrected: true,
        },
      },
    },
  });
}

/** How far an import is, as its page polls it. */
export interface ImportProgress {
  state: ImportState;
  /** The file that is being read: its name, and its place from 1. */
  file: { name: string; place: number; count: number } | null;
  bytesRead: number;
  bytesTotal: number;
  /** Customers and orders that were compared or stored. */
  rows: number;
}

/** The progress of a store's import; null for an unknown one and for another store's alike. */
export async function readImportProgress(storeId: string, id: string): Promise<ImportProgress | null> {
  if (!validate(id)) return null;
  const found = await prisma().import.findFirst({
    where: { storeId, id },
    select: {
      state: true,
      files: {
        orderBy: [{ kind: "asc" }, { number: "asc" }],
        select: { name: true, sizeBytes: true, bytesRead: true, rowsRead: true },
      },
    },
  });
  return found && progressOf(found);
}

/** The same of what was found already. */
export function progressOf({
  state,
  files,
}: {
  state: ImportState;
  files: { name: string; sizeBytes: bigint; bytesRead: bigint; rowsRead: number }[];
}): ImportProgress {
  const sum = (of: (file: (typeof files)[number]) => number) => files.reduce((total, file) => total + of(file), 0);
  const current = files.findIndex((file) => file.bytesRead < file.sizeBytes);
  const file = files[current < 0 ? files.length - 1 : current];
  return {
    state,
    file: file ? { name: file.name, place: (current < 0 ? files.length - 1 : current) + 1, count: files.length } : null,
    bytesRead: sum((one) => Number(one.bytesRead)),
    bytesTotal: sum((one) => Number(one.sizeBytes)),
    rows: sum((one) => one.rowsRead),
  };
}
