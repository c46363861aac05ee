import type { JobData } from "@/lib/queue/jobs";

/** Looks through a ready export for other people's data. */
export async function inspectExportJob(_data: JobData<"inspect-export">): Promise<void> {}
