import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { applyObjection } from "./apply-objection";

/** Has an objection take effect. A connection that fails is asked again, by the queue's own delays. */
export async function applyObjectionJob(
  target: JobData<"apply-objection">,
  { signal, lastTry }: JobContext,
): Promise<void> {
  const isWhole = await applyObjection(target, signal);
  if (!isWhole && !lastTry) throw new Error("a connection has not taken an objection yet");
}
