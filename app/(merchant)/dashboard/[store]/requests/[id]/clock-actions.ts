"use server";

import { z } from "zod";
import { pauseClock } from "@/lib/request/pause-request";
import { resumeClock } from "@/lib/request/resume-request";
import { MAX_REASON_LENGTH, requiredText } from "@/lib/store/typed-text";
import { PauseReason } from "@/prisma/generated/enums";
import { requestAction } from "./request-action";

/** Pauses a request's clock until the customer has answered what they are asked. */
export const pause = requestAction(
  "request.answer",
  "pause",
  {
    reason: z.enum(PauseReason, { error: "pauseReasonMissing" }),
    question: requiredText(MAX_REASON_LENGTH, "questionMissing", "reasonTooLong"),
  },
  async (target, { reason, question }) => {
    await pauseClock({ ...target, reason, question });
    return { key: "paused" };
  },
);

/** Ends the pause of a request's clock. */
export const endPause = requestAction("request.answer", "endPause", {}, async (target) => {
  await resumeClock(target);
  return { key: "pauseEnded" };
});
