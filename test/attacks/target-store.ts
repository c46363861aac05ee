import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { mintMessageLink } from "@/lib/message/message-link";
import { mintSignInLink } from "@/lib/sign-in/mint-sign-in-link";
import { createToken, hashToken } from "@/lib/token";
import { mintAgentLink } from "@/lib/verification/confirm-agent";
import type { Role } from "@/prisma/generated/client";
import { makeConnection } from "@/test/factories/connection";
import { makeDelivery } from "@/test/factories/delivery";
import { customersOf } from "@/test/factories/request";
import { makeInvitation } from "@/test/factories/store";
import type { Target } from "./action-forms";

/**
 * A store with a request, its export, redaction and note, and a live delivery with links that work.
 * @param members by their role, of whom it makes members.
 */
export async function makeTargetStore(
  members: Record<Role, string>,
): Promise<Target & { store: { id: string; slug: string } }> {
  const { store, storeId, requestId, exportId, deliveryId, actor, email, token } = await makeDelivery();
  const [noteId, redactionId, verification] = [uuidv7(), uuidv7(), createToken()];
  const roles = Object.entries(members) as [Role, string][];
  await prisma().membership.createMany({ data: roles.map(([role, merchantId]) => ({ storeId, merchantId, role })) });
  const note = { storeId, id: noteId, requestId, authorId: members.staff, authorName: "Staff", text: "A note" };
  await prisma().note.create({ data: note });
  const by = { createdById: actor.id, createdByName: actor.name };
  await prisma().redaction.create({
    data: { storeId, id: redactionId, exportId, section: "profile", reason: "security", ...by },
  });
  const expiresAt = new Date(Date.now() + 3_600_000);
  await prisma().verification.create({ data: { storeId, requestId, tokenHash: hashToken(verification), expiresAt } });
  const importId = uuidv7();
  await prisma().import.create({
    data: { storeId, id: importId, state: "ready", fileCount: 1, startedById: actor.id },
  });
  const { invitationId, token: invitation } = await makeInvitation(storeId);
  const bulkId = uuidv7();
  const act = { kind: "resend", state: "asked", actorId: actor.id, actorName: actor.name, selectedCount: 1 } as const;
  await prisma().bulkAct.create({ data: { storeId, id: bulkId, ...act, items: { create: { requestId } } } });
  const addedItemId = uuidv7();
  const added = {
    system: "Helpdesk",
    asOf: new Date(0),
    text: "A ticket",
    addedById: actor.id,
    addedByName: actor.name,
  };
  await prisma().addedItem.create({ data: { storeId, id: addedItemId, requestId, ...added } });
  const { number: connectionNumber } = await makeConnection(storeId, {
    description: {
      ...{ protocol: 1, name: "Help desk", sections: ["profile"] },
      ownSections: [
        { key: "tickets", title: { en: "Tickets" }, columns: [{ name: "id", title: { en: "Id" }, type: "text" }] },
      ],
    },
  });
  const [customerId = ""] = await customersOf(storeId, requestId);
  const signIn = await mintSignInLink(storeId, email);
  await prisma().agent.create({ data: { storeId, requestId, name: "An agent" } });
  const agent = (await mintAgentLink(storeId, requestId)) ?? "";
  const messages = (await mintMessageLink(storeId, requestId)) ?? "";
  return {
    ...{ store, requestId, deliveryId, exportId, email, noteId, redactionId, importId, invitationId, bulkId },
    ...{ addedItemId, connectionNumber },
    ...{ customerId, memberId: members.staff, publicKey: "none" },
    tokens: { delivery: token, messages, agent, verification, signIn, password: "", invitation },
  };
}
