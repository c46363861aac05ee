import { z } from "zod";

const row = { storeId: z.uuid() };

/**
 * Every job: what it carries and how it is retried. A job carries ids, never a token. Its handler is
 * `x.job.ts` in its own domain; a second run of it does no harm.
 */
export const jobs = {
  /** Decides which emails an event sends, by the store's settings. */
  notify: {
    data: z.object({ ...row, eventId: z.uuid() }),
    retryLimit: 10,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 600,
    workers: 2,
    batch: 16,
    announced: false,
  },
  /** Sends one email; retried with back-off for at least a day (jobs.test.ts adds it up). */
  "send-email": {
    data: z.object({ ...row, emailId: z.uuid() }),
    retryLimit: 31,
    retryDelaySeconds: 15,
    retryDelayMaxSeconds: 3600,
    workers: 8,
    batch: 8,
    announced: true,
  },
  /** Sends one email about a merchant's account; retried as long as those of a store. */
  "send-merchant-email": {
    data: z.object({ emailId: z.uuid() }),
    retryLimit: 31,
    retryDelaySeconds: 15,
    retryDelayMaxSeconds: 3600,
    workers: 1,
    batch: 4,
    announced: true,
  },
  /** Looks for the records of the person who asks, in every source. */
  "match-subject": {
    data: z.object({ ...row, requestId: z.uuid() }),
    retryLimit: 5,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    workers: 2,
    batch: 4,
    announced: false,
  },
  /** Withdraws a person's consents who objected or opted out, and passes it on to connections. */
  "apply-objection": {
    data: z.object({ ...row, requestId: z.uuid() }),
    retryLimit: 10,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 600,
    workers: 1,
    batch: 4,
    announced: false,
  },
  /** Does what a webhook of Shopify asks for. */
  "handle-webhook": {
    data: z.object({ ...row, webhookId: z.string() }),
    retryLimit: 20,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 600,
    workers: 1,
    batch: 8,
    announced: false,
  },
  /** Tells a store's owners that its OpenID Connect provider has changed. */
  "provider-changed": {
    data: z.object({ ...row, eventId: z.uuid() }),
    retryLimit: 10,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 600,
    workers: 1,
    batch: 1,
    announced: true,
  },
  /** Collects, packs and encrypts one export. */
  "build-export": {
    data: z.object({ ...row, exportId: z.uuid() }),
    retryLimit: 3,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    workers: 2,
    batch: 1,
    announced: true,
  },
  /** Looks through a ready export for other people's data, so that its review can point it out. */
  "inspect-export": {
    data: z.object({ ...row, exportId: z.uuid() }),
    retryLimit: 3,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    workers: 1,
    batch: 1,
    announced: true,
  },
  /** Starts deliveries of a reviewed copy once it is ready, or fails them with it. */
  "start-delivery": {
    data: z.object({ ...row, exportId: z.uuid() }),
    retryLimit: 10,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 600,
    workers: 2,
    batch: 1,
    announced: true,
  },
  /** Compares the uploaded files of an import with what is stored, and counts. */
  "check-import": {
    data: z.object({ ...row, importId: z.uuid() }),
    retryLimit: 10,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    workers: 2,
    batch: 1,
    announced: true,
  },
  /** Imports checked files; a run that was killed is continued after its last batch. */
  "run-import": {
    data: z.object({ ...row, importId: z.uuid() }),
    retryLimit: 20,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    workers: 2,
    batch: 1,
    announced: true,
  },
  /** Does, or undoes, an act on many requests; a run that was killed is continued after its last request. */
  "run-bulk": {
    data: z.object({ ...row, bulkId: z.uuid() }),
    retryLimit: 20,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    workers: 2,
    batch: 1,
    announced: true,
  },
  /** Carries out an approved erasure once its waiting time is over; a run that was killed is continued after its last step. */
  "run-erasure": {
    data: z.object({ ...row, requestId: z.uuid() }),
    retryLimit: 10,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 600,
    workers: 1,
    batch: 1,
    announced: true,
  },
  /** Converts rows of a store that the previous release wrote: see lib/import/normalize-records.ts. */
  "normalize-records": {
    data: z.object(row),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 600,
    workers: 1,
    batch: 1,
    announced: true,
  },
  /** Queues each store's digest of due requests, at 08:00 of its time. Scheduled every five minutes. */
  "due-digest": {
    data: z.object({}),
    retryLimit: 1,
    retryDelaySeconds: 30,
    retryDelayMaxSeconds: 60,
    workers: 1,
    batch: 1,
    announced: true,
  },
  /** Reminds guests once who have not verified their request. Scheduled every ten minutes. */
  "remind-unverified": {
    data: z.object({}),
    retryLimit: 1,
    retryDelaySeconds: 30,
    retryDelayMaxSeconds: 60,
    workers: 1,
    batch: 1,
    announced: true,
  },
  /** Moves the dates of requests whose clock waits, and reminds their customers. Scheduled every hour. */
  "mind-pauses": {
    data: z.object({}),
    retryLimit: 1,
    retryDelaySeconds: 30,
    retryDelayMaxSeconds: 60,
    workers: 1,
    batch: 1,
    announced: true,
  },
  /** Deletes what has outlived its time. Scheduled every ten minutes. */
  "clean-up": {
    data: z.object({}),
    retryLimit: 1,
    retryDelaySeconds: 30,
    retryDelayMaxSeconds: 60,
    workers: 1,
    batch: 1,
    announced: true,
  },
} as const satisfies Record<string, JobPolicy>;

interface JobPolicy {
  data: z.ZodType;
  retryLimit: number;
  retryDelaySeconds: number;
  retryDelayMaxSeconds: number;
  /** How many workers of one process take jobs of this name, each up to `batch` at a time. */
  workers: number;
  /** A batch is taken by one statement and completed by another; its jobs wait for the slowest of them. */
  batch: number;
  /**
   * Whether a commit that adds a job notifies the workers of every process. PostgreSQL lets one such commit through at
   * a time, so jobs that anyone may cause often are not announced: see `wakeWorkers`.
   */
  announced: boolean;
}

export type JobName = keyof typeof jobs;
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]["data"]>;
