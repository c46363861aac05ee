import { z } from "zod";

const row = { storeId: z.uuid() };

/**
 * Every job: what it carries and how it is retried. A job carries ids, never a token. Its handler
 * stands in its own domain as `x.job.ts`; a second run of it does no harm.
 */
export const jobs = {
  /** Decides which e-mails an event sends, by the store's settings. */
  notify: {
    data: z.object({ ...row, eventId: z.uuid() }),
    retryLimit: 10,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 600,
    workers: 2,
    batch: 16,
  },
  /** Sends one e-mail; retried with back-off for a day, at least (jobs.test.ts adds it up). */
  "send-email": {
    data: z.object({ ...row, emailId: z.uuid() }),
    retryLimit: 31,
    retryDelaySeconds: 15,
    retryDelayMaxSeconds: 3600,
    workers: 8,
    batch: 8,
  },
  /** Collects, packs and encrypts one export. */
  "build-export": {
    data: z.object({ ...row, exportId: z.uuid() }),
    retryLimit: 3,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    workers: 2,
    batch: 1,
  },
  /** Looks through a ready export for other people's data, so that its review can point it out. */
  "inspect-export": {
    data: z.object({ ...row, exportId: z.uuid() }),
    retryLimit: 3,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    workers: 1,
    batch: 1,
  },
  /** Sets deliveries of a reviewed copy on their way once it is ready, or fails them with it. */
  "start-delivery": {
    data: z.object({ ...row, exportId: z.uuid() }),
    retryLimit: 10,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 600,
    workers: 2,
    batch: 1,
  },
  /** Deletes what has outlived its time. Scheduled every ten minutes. */
  "clean-up": {
    data: z.object({}),
    retryLimit: 1,
    retryDelaySeconds: 30,
    retryDelayMaxSeconds: 60,
    workers: 1,
    batch: 1,
  },
} as const satisfies Record<string, JobPolicy>;

interface JobPolicy {
  data: z.ZodType;
  retryLimit: number;
  retryDelaySeconds: number;
  retryDelayMaxSeconds: number;
  /** How many in one process take jobs of this name, each as many at a time as `batch` says. */
  workers: number;
  /** A batch is taken and noted as done by one statement each; its jobs wait for the slowest of them. */
  batch: number;
}

export type JobName = keyof typeof jobs;
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]["data"]>;
