import type { JobData } from "@/lib/queue/jobs";

/** Sets deliveries of a reviewed copy on their way. */
export async function startDeliveryJob(_data: JobData<"start-delivery">): Promise<void> {}
