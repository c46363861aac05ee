import { validate } from "uuid";
import { prisma } from "@/lib/database";
import type { ExportState } from "@/prisma/generated/client";

/** How far an export is, as its page polls it. */
export interface ExportProgress {
  state: ExportState;
  /** The section that is being read. */
  section: string | null;
  rowsCollected: number;
  /** Null until the sections have been counted. */
  rowsExpected: number | null;
}

/** The progress of a store's export; null for an unknown one and for another store's alike. */
export async function readProgress({ storeId, exportId }: { storeId: string; exportId: string }) {
  if (!validate(exportId)) return null;
  return (await prisma().export.findFirst({
    where: { storeId, id: exportId },
    select: { state: true, section: true, rowsCollected: true, rowsExpected: true },
  })) satisfies ExportProgress | null;
}
