import type { JobHandlers } from "@/lib/queue/worker";

/** The handler of each job, whose code is loaded by its first run, so that a process loads only what it needs. */
export const handlers: JobHandlers = {
  notify: async (data) => (await import("@/lib/notification/notify.job")).notifyJob(data),
  "send-email": async (data, context) =>
    (await import("@/lib/notification/send-email.job")).sendEmailJob(data, context),
  "send-merchant-email": async (data, context) =>
    (await import("@/lib/notification/send-merchant-email.job")).sendMerchantEmailJob(data, context),
  "match-subject": async (data, context) =>
    (await import("@/lib/subject/match-subject.job")).matchSubjectJob(data, context),
  "apply-objection": async (data, context) =>
    (await import("@/lib/objection/apply-objection.job")).applyObjectionJob(data, context),
  "handle-webhook": async (data) => (await import("@/lib/shopify/handle-webhook.job")).handleWebhookJob(data),
  "provider-changed": async (data) =>
    (await import("@/lib/notification/provider-changed.job")).providerChangedJob(data),
  "build-export": async (data, context) =>
    (await import("@/lib/export/build-export.job")).buildExportJob(data, context),
  "inspect-export": async (data) => (await import("@/lib/review/scan-export.job")).scanExportJob(data),
  "start-delivery": async (data) => (await import("@/lib/delivery/start-delivery.job")).startDeliveryJob(data),
  "check-import": async (data, context) =>
    (await import("@/lib/upload/check-import.job")).checkImportJob(data, context),
  "run-import": async (data, context) => (await import("@/lib/upload/run-import.job")).runImportJob(data, context),
  "run-bulk": async (data, context) => (await import("@/lib/bulk/run-bulk.job")).runBulkJob(data, context),
  "run-erasure": async (data, context) => (await import("@/lib/erasure/run-erasure.job")).runErasureJob(data, context),
  "normalize-records": async (data, context) =>
    (await import("@/lib/import/normalize-records.job")).normalizeRecordsJob(data, context),
  "due-digest": async () => (await import("@/lib/notification/due-digest.job")).dueDigestJob(),
  "remind-unverified": async () => (await import("@/lib/verification/remind-unverified.job")).remindUnverifiedJob(),
  "mind-pauses": async () => (await import("@/lib/request/mind-pauses.job")).mindPausesJob(),
  "clean-up": async () => (await import("./clean-up.job")).cleanUpJob(),
};
