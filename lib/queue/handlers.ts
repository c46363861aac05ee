import type { JobHandlers } from "./worker";

/** The handler of each job. */
export const handlers: JobHandlers = {
  notify: async () => {},
  "send-email": async () => {},
  "build-export": async () => {},
  "clean-up": async () => {},
};
