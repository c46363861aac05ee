import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { runErasure } from "./run-erasure";

/**
 * Carries out an approved erasure. @throws where a live source did not answer, so that the job is tried again; after its
 * last try the request's page offers that.
 */
export async function runErasureJob(
  { storeId, requestId }: JobData<"run-erasure">,
  { signal }: JobContext,
): Promise<void> {
  if (!(await runErasure({ storeId, requestId }, signal))) throw new Error("a live source did not erase");
}
