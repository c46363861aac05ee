import { setTimeout as wait } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { isUniqueViolation } from "@/lib/error";
import type { CheckedFile } from "./check-file";
import { type FileSummary, isErasedProblem, type Problem } from "./process-file";

/** How many problems of a file are kept with its import; all of them are counted. Rows of erased people have as many. */
const MAX_KEPT_PROBLEMS = 200;

/** Adds a problem to those that are kept, in the order of the file's lines, unless there are enough of its sort. */
export function keepProblem(kept: Problem[], problem: Problem): void {
  const isErased = isErasedProblem(problem);
  if (kept.filter((other) => isErasedProblem(other) === isErased).length >= MAX_KEPT_PROBLEMS) return;
  kept.splice(kept.findLastIndex(({ line }) => line <= problem.line) + 1, 0, problem);
}

const BEAT_SECONDS = 5;
/** An import from the command line whose process has been silent for so long was killed. */
const SILENT_SECONDS = 30;

/** The turn of an import from the command line. */
export interface CommandTurn {
  /** When the import started. */
  at: Date;
  /** Keeps the result of a file, by its place, for the list of imports. */
  keep(number: number, summary: FileSummary, problems: Problem[]): Promise<void>;
  end(state: "finished" | "failed"): Promise<void>;
}

/**
 * Waits until no other import of the store is running, and lists this one as running. It shows every few seconds that it
 * is alive.
 * @param onWait called once, where it has to wait.
 */
export async function takeCommandTurn(storeId: string, files: CheckedFile[], onWait: () => void): Promise<CommandTurn> {
  const id = uuidv7();
  for (let waits = 0; !(await tryTurn(storeId, id, files)); waits++) {
    if (waits === 0) onWait();
    await wait(1000);
  }
  const at = new Date();
  const beat = setInterval(() => {
    // A beat that is missed is made up for by the next.
    prisma()
      .import.updateMany({ where: { storeId, id, state: "importing" }, data: { seenAt: new Date() } })
      .catch(() => {});
  }, BEAT_SECONDS * 1000);
  beat.unref();
  return {
    at,
    async keep(number, { kind: _, name: __, missing: ___, ...counts }, problems) {
      await prisma().importFile.updateMany({
        where: { storeId, importId: id, number },
        data: { ...counts, bytesRead: BigInt(files[number]?.sizeBytes ?? 0), problems: problems.map(toStored) },
      });
    },
    async end(state) {
      clearInterval(beat);
      await prisma().import.updateMany({ where: { storeId, id }, data: { state, endedAt: new Date() } });
    },
  };
}

/** A problem as it is kept with its file. */
export function toStored({ line, column, code, values }: Problem) {
  return { line, ...(column !== undefined && { column }), code, ...(values && { values }) };
}

async function tryTurn(storeId: string, id: string, files: CheckedFile[]): Promise<boolean> {
  await failKilledImports(storeId);
  const now = new Date();
  try {
    await prisma().import.create({
      data: {
        ...{ storeId, id, state: "importing", fileCount: files.length, startedAt: now },
        files: {
          create: files.map(({ kind, name, sizeBytes }, number) => ({
            number,
            kind,
            name,
            sizeBytes: BigInt(sizeBytes),
          })),
        },
      },
      select: { id: true },
    });
    return true;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return false;
  }
}

/** Ends the store's imports from the command line whose process was killed: their turn is over. */
export async function failKilledImports(storeId: string): Promise<void> {
  const silentSince = new Date(Date.now() - SILENT_SECONDS * 1000);
  await prisma().import.updateMany({
    where: { storeId, state: "importing", startedById: null, seenAt: { lt: silentSince } },
    data: { state: "failed", endedAt: new Date() },
  });
}
