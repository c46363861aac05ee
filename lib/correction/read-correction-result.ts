import type { CorrectableField } from "@/lib/customer/correctable-fields";
import { prisma } from "@/lib/database";
import { listChanges } from "./list-corrections";

/** What came of a correction, as its letter tells it. */
export interface CorrectionResult {
  changes: { field: CorrectableField; oldValue: string | null; newValue: string | null }[];
  /** What the systems are called that staff corrected themselves, or told of it (GDPR Art. 19); "" for the shop itself. */
  told: string[];
}

/** Reads what staff corrected for a request, and whom they told. */
export async function readCorrectionResult({
  storeId,
  requestId,
}: {
  storeId: string;
  requestId: string;
}): Promise<CorrectionResult> {
  const target = { storeId, requestId };
  const changes = await listChanges(target);
  const told = await prisma().toldSystem.findMany({ where: target, orderBy: [{ at: "asc" }, { system: "asc" }] });
  return { changes, told: told.map(({ name }) => name) };
}
