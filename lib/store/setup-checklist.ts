import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import type { EmailState } from "@/prisma/generated/client";

/** The steps of a new store, in the order in which they are best done. */
const setupSteps = ["contact", "law", "data", "information", "testEmail", "shopLink"] as const;
export type SetupStep = (typeof setupSteps)[number];

/** The template of the email that an owner sends to themselves. */
export const TEST_EMAIL = "test-email";

/**
 * What a new store has done, told from what is stored. Only `shopLink` is an owner's word: nothing that Dossier stores
 * tells whether the shop links to the request page.
 */
export interface SetupChecklist {
  steps: { step: SetupStep; done: boolean }[];
  complete: boolean;
  /** Whether an owner has dismissed the list. */
  hidden: boolean;
  contactEmail: string | null;
  /** The newest test email to an owner. */
  testEmail: { to: string; state: EmailState; at: Date } | null;
}

/** Reads a store's checklist. */
export async function readSetupChecklist(storeId: string): Promise<SetupChecklist> {
  const [store, customer, order, testEmail] = await Promise.all([
    prisma().store.findUniqueOrThrow({
      where: { id: storeId },
      select: {
        contactEmail: true,
        establishedIn: true,
        informationConfirmedAt: true,
        shopLinkedAt: true,
        setupHiddenAt: true,
      },
    }),
    prisma().customer.findFirst({ where: { storeId }, select: { id: true } }),
    prisma().order.findFirst({ where: { storeId }, select: { id: true } }),
    findTestEmail(storeId),
  ]);
  const done: Record<SetupStep, boolean> = {
    contact: store.contactEmail !== null,
    law: store.establishedIn !== null,
    data: customer !== null || order !== null,
    information: store.informationConfirmedAt !== null,
    testEmail: testEmail?.state === "sent",
    shopLink: store.shopLinkedAt !== null,
  };
  return {
    steps: setupSteps.map((step) => ({ step, done: done[step] })),
    complete: setupSteps.every((step) => done[step]),
    hidden: store.setupHiddenAt !== null,
    contactEmail: store.contactEmail,
    testEmail,
  };
}

/** Notes an owner's word that the shop links to the request page, or that it does not. */
export async function markShopLinked(storeId: string, linked: boolean): Promise<void> {
  await prisma().store.update({
    where: { id: storeId },
    data: { shopLinkedAt: linked ? new Date() : null },
    select: { id: true },
  });
}

/** Dismisses the list for all owners of the store. @returns false, with nothing done, while a step is left. */
export async function hideSetupChecklist(storeId: string): Promise<boolean> {
  const { complete } = await readSetupChecklist(storeId);
  if (complete)
    await prisma().store.update({ where: { id: storeId }, data: { setupHiddenAt: new Date() }, select: { id: true } });
  return complete;
}

/** The newest one that was sent; before that, the newest. By the owners' addresses, for which emails have an index. */
async function findTestEmail(storeId: string): Promise<SetupChecklist["testEmail"]> {
  const owners = await prisma().membership.findMany({
    where: { storeId, role: "owner" },
    select: { merchant: { select: { email: true } } },
  });
  const addresses = owners.map(({ merchant }) => readEmailAddress(merchant.email).normalized);
  const where = { storeId, toNormalized: { in: addresses }, template: TEST_EMAIL, audience: "store" } as const;
  const select = { to: true, state: true, createdAt: true } as const;
  const orderBy = { createdAt: "desc" } as const;
  const found =
    (await prisma().email.findFirst({ where: { ...where, state: "sent" }, select, orderBy })) ??
    (await prisma().email.findFirst({ where, select, orderBy }));
  return found && { to: found.to, state: found.state, at: found.createdAt };
}
