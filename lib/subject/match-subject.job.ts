import type { JobData } from "@/lib/queue/jobs";
import type { JobContext } from "@/lib/queue/worker";
import { matchSubject } from "./match-subject";

/** Looks for the records of the person who asks. The last try ends the search also where a source does not answer. */
export async function matchSubjectJob(
  { storeId, requestId }: JobData<"match-subject">,
  { signal, lastTry }: JobContext,
): Promise<void> {
  await matchSubject({ storeId, requestId }, signal, { goWithout: lastTry && !signal.aborted });
}
