import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { askPersonAgain, markMandateSeen, nameAgent } from "@/lib/request/agent";
import { enterRequest } from "@/lib/request/enter-request";
import { visit } from "@/test/factories/delivery";
import { makeAskable } from "@/test/factories/message";
import { eventTypesOf } from "@/test/factories/request";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { confirmAgent, findAgentLink } from "./confirm-agent";

withTestDatabase();

const name = "Ada <script>alert(1)</script>";
const agentOf = ({ storeId, requestId }: { storeId: string; requestId: string }) =>
  prisma().agent.findFirst({ where: { storeId, requestId } });

/** The token of the newest email that asks a person to confirm. */
async function tokenFor({ storeId, email }: { storeId: string; email: string }): Promise<string> {
  await sendAll(storeId);
  const [mail] = (await mailsTo(email)).filter(({ subject }) => /act for you/i.test(subject));
  return /\/agent\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
}

test("a person confirms their agent by the link that went to their address; opening it confirms nothing", async () => {
  const target = await makeAskable();
  await nameAgent({ ...target, name });
  const token = await tokenFor(target);
  const foreign = await makeAskable();
  expect(await findAgentLink(foreign.storeId, token)).toBeNull();
  expect(await outcome(confirmAgent({ storeId: foreign.storeId, token, ...visit() }))).toBe("linkInvalid");
  expect(await findAgentLink(target.storeId, token)).toMatchObject({ name, status: "live" });
  expect((await agentOf(target))?.confirmedAt).toBeNull();

  const confirm = () => confirmAgent({ storeId: target.storeId, token, ...visit() });
  await Promise.all([confirm(), confirm()]);
  expect(await findAgentLink(target.storeId, token)).toMatchObject({ status: "confirmed" });
  await markMandateSeen(target);
  await markMandateSeen(target);
  expect(await agentOf(target)).toMatchObject({ mandateSeenBy: target.actor.name });
  const types = ["agent_named", "agent_confirmation_requested", "agent_confirmed", "agent_mandate_seen"];
  expect(await eventTypesOf(target.storeId, target.requestId)).toEqual(types);
  const events = await prisma().event.findMany({ where: { storeId: target.storeId }, select: { data: true } });
  expect(JSON.stringify(events)).not.toContain("Ada");
});

test("another agent has to be confirmed anew, and the link of the one before confirms nobody", async () => {
  const target = await makeAskable();
  await nameAgent({ ...target, name });
  const before = await tokenFor(target);
  await nameAgent({ ...target, name });
  expect(await findAgentLink(target.storeId, before)).toMatchObject({ status: "live" });
  await nameAgent({ ...target, name: "Grace Hopper" });
  expect(await outcome(confirmAgent({ storeId: target.storeId, token: before, ...visit() }))).toBe("linkInvalid");
  expect((await agentOf(target))?.confirmedAt).toBeNull();
});

test("only a reachable person is asked, and nothing happens to a closed request", async () => {
  const unproved = await makeAskable({ source: "signed_in", emailVerified: false });
  await nameAgent({ ...unproved, name });
  await askPersonAgain(unproved);
  expect((await agentOf(unproved))?.askedAt).toBeNull();
  expect(await eventTypesOf(unproved.storeId, unproved.requestId)).toEqual(["agent_named"]);
  const target = await makeAskable();
  await nameAgent({ ...target, name });
  const token = await tokenFor(target);
  await prisma().request.updateMany({ where: { storeId: target.storeId }, data: { state: "answered" } });
  expect(await outcome(confirmAgent({ storeId: target.storeId, token, ...visit() }))).toBe("alreadyClosed");
  expect(await outcome(nameAgent({ ...target, name: "Another" }))).toBe("alreadyClosed");
  expect(await outcome(markMandateSeen({ ...target, storeId: unproved.storeId }))).toBe("forbidden");
});

test("a request that staff enter may name its agent, whose person is asked at the address that was given", async () => {
  const { storeId, actor } = await makeAskable();
  const { requestId } = await enterRequest({
    ...{ storeId, actor, receivedOn: new Date().toISOString().slice(0, 10), channel: "letter" as const },
    ...{ name: "Änne", agent: name, type: "export" as const },
  });
  expect(await agentOf({ storeId, requestId })).toMatchObject({ name, askedAt: null, confirmedAt: null });
});
