import type { RequestState } from "@/prisma/generated/client";
import { closedStates } from "./request-status";

/** The views of a store's requests: the states that each shows and, of open ones, which are due. */
export const requestViews = {
  open: { states: ["open"] },
  overdue: { states: ["open"], due: "overdue" },
  week: { states: ["open"], due: "soon" },
  unverified: { states: ["unverified"] },
  closed: { states: closedStates },
  all: { states: ["unverified", "open", ...closedStates] },
} as const satisfies Record<string, { states: readonly RequestState[]; due?: "overdue" | "soon" }>;

export type RequestViewName = keyof typeof requestViews;

export const requestViewNames = Object.keys(requestViews) as RequestViewName[];
