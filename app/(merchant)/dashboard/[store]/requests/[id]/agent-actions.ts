"use server";

import { askPersonAgain, MAX_AGENT_NAME_LENGTH, markMandateSeen, nameAgent } from "@/lib/request/agent";
import { requiredText } from "@/lib/store/typed-text";
import { requestAction } from "./request-action";
import { AGENT_ID } from "./request-view";

/** Notes that an authorized agent made the request. */
export const setAgent = requestAction(
  "request.verify",
  "setAgent",
  { agent: requiredText(MAX_AGENT_NAME_LENGTH, "agentNameMissing", "agentNameTooLong") },
  async (target, { agent: name }) => {
    await nameAgent({ ...target, name });
    return { key: "agentNamed", at: AGENT_ID };
  },
);

/** Asks the person once more to confirm their agent. */
export const askPerson = requestAction("request.verify", "askPerson", {}, async (target) => {
  await askPersonAgain(target);
  return { key: "agentAsked", at: AGENT_ID };
});

/** Notes that the member has seen the agent's mandate. */
export const seeMandate = requestAction("request.verify", "seeMandate", {}, async (target) => {
  await markMandateSeen(target);
  return { key: "mandateSeen", at: AGENT_ID };
});
