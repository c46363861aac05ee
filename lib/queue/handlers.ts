import { startDeliveryJob } from "@/lib/delivery/start-delivery.job";
import { buildExportJob } from "@/lib/export/build-export.job";
import { notifyJob } from "@/lib/notification/notify.job";
import { sendEmailJob } from "@/lib/notification/send-email.job";
import { inspectExportJob } from "@/lib/review/inspect-export.job";
import { cleanUpJob } from "./clean-up.job";
import type { JobHandlers } from "./worker";

/** The handler of each job. */
export const handlers: JobHandlers = {
  notify: notifyJob,
  "send-email": sendEmailJob,
  "build-export": buildExportJob,
  "inspect-export": inspectExportJob,
  "start-delivery": startDeliveryJob,
  "clean-up": cleanUpJob,
};
