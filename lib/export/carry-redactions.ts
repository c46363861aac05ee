import { v7 as uuidv7 } from "uuid";
import type { ArchiveRows } from "@/lib/archive/archive-rows";
import type { ExportKey } from "@/lib/archive/export-key";
import { readRows } from "@/lib/archive/read-rows";
import { RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import { type Row, rowIdentity } from "@/lib/section/descriptor";
import { parsePointer, pointerTo, valueAt } from "@/lib/section/pointer";
import { EVERY_ROW, type Redaction, redactionSchema } from "@/lib/section/redaction";
import type { SectionTable } from "@/lib/section/section-table";
import type { SectionKey } from "@/lib/section/sections";
import type { PartlyCopied } from "./copy-good-sources";

/** Takes the redactions of a request's earlier export over into a later one, while that is built. */
export interface CarriedRedactions {
  /** The rows of the later export, in which it looks for the places. */
  watch(rows: ArchiveRows): ArchiveRows;
  /**
   * Redacts the later export in the same places, in the transaction that makes it ready.
   * @returns the redactions whose places it does not have: what they withheld may be elsewhere in it.
   */
  carry(transaction: Transaction, target: ExportKey): Promise<Redaction[]>;
}

/** A redaction with its row's place in its source. */
interface PlacedRedaction extends Redaction {
  source: string | null;
  sourceRow: number | null;
}

/** A row that holds something redacted: which record it is, and what the redacted lists held. */
interface KnownRow {
  identity: string;
  row: Row;
}

/**
 * Reads what was redacted in the newest export of a request before this one. A column and a section are redacted again;
 * a row and a value are where the same record, told by its section's key, still has them, and of a source whose rows are
 * copied from there at the same number. Where the earlier bytes are gone, nobody can say which record it was.
 * @param table the sections of the later export.
 * @returns undefined where nothing was.
 */
export async function readCarriedRedactions(
  target: ExportKey,
  requestId: string,
  table: SectionTable,
  { copied, from }: Pick<PartlyCopied, "copied" | "from">,
) {
  const earlier = await findEarlier(target, requestId);
  if (!earlier) return undefined;
  const known = await readKnownRows(earlier, await ownRedactions(prisma(), earlier), table);
  const places = new Map<string, number>();
  const held = new Map<string, Row>();
  /** Where the rows of each source begin. */
  const starts = new Map<string, number>();
  const isCopied = (source: string | null) => source !== null && from === earlier.exportId && copied.has(source);
  const wanted = new Set([...known.values()].map(({ identity }) => identity));

  function see(section: SectionKey, source: string, page: Row[], first: number) {
    if (!starts.has(`${section} ${source}`)) starts.set(`${section} ${source}`, first);
    for (const [offset, row] of page.entries()) {
      const identity = identify(table, section, source, row);
      if (!identity || !wanted.has(identity)) continue;
      // Two records of one key: which of them was meant is unknown.
      places.set(identity, places.has(identity) ? AMBIGUOUS : first + offset);
      held.set(identity, row);
    }
  }

  /** Where a redaction of the earlier export belongs in this one; undefined where that is not certain. */
  function placeOf({ section, row, pointer, source, sourceRow }: PlacedRedaction): number | undefined {
    // Of a connection's own section that this export does not have.
    if (!table.keys.includes(section)) return undefined;
    if (row === EVERY_ROW) return row;
    if (isCopied(source)) {
      const first = starts.get(`${section} ${source}`);
      return first === undefined || sourceRow === null ? undefined : first + sourceRow;
    }
    const before = known.get(`${section} ${row}`);
    const place = before && places.get(before.identity);
    if (place === undefined || place === AMBIGUOUS) return undefined;
    return isSamePlace(before?.row, held.get(before?.identity ?? ""), pointer) ? place : undefined;
  }

  const carried: CarriedRedactions = {
    watch: (rows) => ({
      ...rows,
      read: (section, write) =>
        rows.read(section, (page, count, source) => {
          see(section, source, page, count - page.length);
          return write(page, count, source);
        }),
    }),
    async carry(transaction, later) {
      // Raw, since Prisma has no locks: a redaction that is being made is seen, or finds a later export.
      await transaction.$queryRaw`
        SELECT 1 FROM export WHERE store_id = ${earlier.storeId}::uuid AND id = ${earlier.exportId}::uuid FOR UPDATE`;
      const made = await ownRedactions(transaction, earlier);
      const placed = made.map((redaction) => ({ redaction, row: placeOf(redaction) }));
      await transaction.redaction.createMany({
        data: placed.flatMap(({ redaction, row }) =>
          row === undefined ? [] : [{ ...redaction, ...later, row, id: uuidv7() }],
        ),
        skipDuplicates: true,
      });
      const lost = placed.filter(({ row }) => row === undefined).map(({ redaction }) => redaction);
      return [...earlier.lost, ...lost].map((redaction) => redactionSchema.parse(redaction));
    },
  };
  return carried;
}

const AMBIGUOUS = -2;

/** The newest export of a request that was ready before this one, and what it had lost itself. */
async function findEarlier({ storeId, exportId }: ExportKey, requestId: string) {
  const found = await prisma().export.findFirst({
    where: { storeId, requestId, reviewOfId: null, id: { not: exportId }, readyAt: { not: null } },
    orderBy: [{ readyAt: "desc" }, { id: "desc" }],
    select: { id: true, redactionsLost: true },
  });
  return found && { storeId, exportId: found.id, lost: redactionSchema.array().parse(found.redactionsLost) };
}

/** The redactions of an export, with who made them and when. */
async function ownRedactions(transaction: Transaction, { storeId, exportId }: ExportKey) {
  const made = await transaction.redaction.findMany({
    where: { storeId, exportId },
    select: {
      ...{ section: true, row: true, source: true, sourceRow: true, pointer: true, reason: true, reasonText: true },
      ...{ groupId: true, createdById: true, createdByName: true, createdAt: true },
    },
  });
  return made.map((redaction) => ({ ...redaction, section: redactionSchema.shape.section.parse(redaction.section) }));
}

/** The rows that redactions of single rows are about, by section and place; none where the bytes are gone. */
async function readKnownRows(
  target: ExportKey,
  redactions: PlacedRedaction[],
  table: SectionTable,
): Promise<Map<string, KnownRow>> {
  const known = new Map<string, KnownRow>();
  const rowsOf = Map.groupBy(
    redactions.filter(({ row }) => row !== EVERY_ROW),
    ({ section }) => section,
  );
  try {
    for (const [section, ofSection] of rowsOf) {
      const wanted = new Map(ofSection.map(({ row, source }) => [row, source ?? RECORDS_SOURCE]));
      const last = Math.max(...wanted.keys());
      for await (const { index, row } of readRows(target, { section, from: Math.min(...wanted.keys()) })) {
        const source = wanted.get(index);
        const identity = source && identify(table, section, source, row);
        if (identity) known.set(`${section} ${index}`, { identity, row });
        if (index >= last) break;
      }
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return known;
}

/** Two sources may call two records the same. */
function identify(table: SectionTable, section: SectionKey, source: string, row: Row): string | undefined {
  const identity = rowIdentity(table.of(section), row);
  return identity && `${section} ${source} ${identity}`;
}

/** Whether a pointer leads to the same place in both: an element of a list must be the same element. */
function isSamePlace(before: unknown, now: unknown, pointer: string): boolean {
  let path = "";
  for (const key of parsePointer(pointer)) {
    const inList = Array.isArray(valueAt(now, path));
    path = pointerTo(path, key);
    if (inList) return JSON.stringify(valueAt(before, path)) === JSON.stringify(valueAt(now, path));
  }
  return valueAt(now, path) !== undefined;
}
