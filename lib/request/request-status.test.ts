import { expect, test } from "vitest";
import { RequestState } from "@/prisma/generated/enums";
import { isClosed, type Transition, transitions } from "./request-status";

const states = Object.values(RequestState);

test.each<[Transition, RequestState[], RequestState, string]>([
  ["verify", ["unverified"], "open", "request_verified"],
  ["answer", ["open"], "answered", "request_answered"],
  ["erase", ["open"], "answered", "erasure_finished"],
  ["refuse", ["open"], "refused", "request_refused"],
  ["cancel", ["unverified"], "cancelled", "request_cancelled"],
  ["withdraw", ["unverified", "open"], "cancelled", "request_cancelled"],
  ["closeAsSpam", ["unverified"], "cancelled", "request_closed_as_spam"],
  ["undoSpam", ["cancelled"], "unverified", "request_spam_undone"],
  ["reopen", ["answered", "refused"], "open", "request_reopened"],
])("%s moves a request from %j alone to %s", (transition, from, to, event) => {
  expect(transitions[transition].from).toEqual(from);
  expect(transitions[transition]).toMatchObject({ to, event });
});

test("there is no other transition, and these states are closed", () => {
  expect(Object.keys(transitions)).toEqual([
    "verify",
    "answer",
    "erase",
    "refuse",
    "cancel",
    "withdraw",
    "closeAsSpam",
    "undoSpam",
    "reopen",
  ]);
  expect(states.filter(isClosed)).toEqual(["answered", "refused", "cancelled"]);
});
