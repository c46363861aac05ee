import { randomBytes } from "node:crypto";
import { prisma } from "@/lib/database";
import { demoMembers } from "@/lib/demo/demo-members";
import { env } from "@/lib/env";
import { recordEvent } from "@/lib/event/record-event";
import { offerableTypes } from "@/lib/request/offered-types";
import { hashPassword } from "@/lib/sign-in/password";
import { handoffSecretOf } from "@/lib/store/create-store";
import { confirmedBy } from "@/lib/store/information-settings";
import { demoCustomers } from "./demo/customers";
import { demoOrders } from "./demo/orders";
import { demoId } from "./demo/random";
import { demoRequests } from "./demo/requests";

const STORE = {
  ...{ slug: "demo", name: "Alder & Finch", contactEmail: "privacy@demo.example", accentColor: "#1f5f4a" },
  // Of the EU, with English and the euro.
  establishedIn: "IE",
};
const MEMBER_IDS = { owner: demoId("owner"), staff: demoId("colleague"), viewer: demoId("viewer") };
const OWNER = { id: MEMBER_IDS.owner, name: demoMembers[0].name };

/**
 * Creates the demo store with its customers, orders, past requests and members, the same each time, in
 * one transaction. If it already exists, the passwords are set, and its information is confirmed.
 * @param options.password the members'; random if none is given.
 */
export async function seedDemo(options: { password: string | undefined }) {
  const password = options.password ?? randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password);
  const known = await prisma().store.findUnique({ where: { slug: STORE.slug }, select: { id: true } });
  if (!known) await createDemo(passwordHash, new Date());
  else {
    await prisma().merchant.updateMany({
      where: { email: { in: demoMembers.map(({ email }) => email) } },
      data: { passwordHash },
    });
    // A demo of a release that did not ask for it.
    await prisma().store.updateMany({
      where: { id: known.id, informationConfirmedAt: null },
      data: confirmedBy(OWNER),
    });
  }
  // The storefront is this process, which may have another address than at the last start.
  const storefront = `/demo/${STORE.slug}`;
  await prisma().store.updateMany({
    where: { slug: STORE.slug, OR: [{ shopUrl: null }, { shopUrl: { endsWith: storefront } }] },
    data: { shopUrl: `${env().appUrl}${storefront}` },
  });
  const owner = { kind: "merchant", ...OWNER } as const;
  return { storeSlug: STORE.slug, owner, ownerEmail: demoMembers[0].email, password };
}

async function createDemo(passwordHash: string, now: Date) {
  const storeId = demoId("store");
  const { customers, addresses, consents } = demoCustomers(storeId, now);
  const joined = new Map(customers.map(({ id, createdAt }) => [id, new Date(createdAt)]));
  const { orders, lines } = demoOrders(storeId, (id) => joined.get(id) ?? now, now);
  const { requests, records, events, corrections, withdrawals } = demoRequests(storeId, OWNER, consents, now);
  await prisma().$transaction(
    async (transaction) => {
      await transaction.store.create({
        data: { id: storeId, ...STORE, ...confirmedBy(OWNER), handoffSecret: handoffSecretOf(storeId) },
        select: { id: true },
      });
      await transaction.merchant.createMany({
        data: demoMembers.map(({ role, name, email }) => ({ id: MEMBER_IDS[role], name, email, passwordHash })),
      });
      await transaction.membership.createMany({
        data: demoMembers.map(({ role }) => ({ storeId, merchantId: MEMBER_IDS[role], role })),
      });
      await transaction.customer.createMany({ data: customers });
      await transaction.address.createMany({ data: addresses });
      await transaction.consent.createMany({ data: [...consents, ...withdrawals] });
      await transaction.offeredType.createMany({
        data: offerableTypes.map((type) => ({ storeId, type })),
      });
      for (const batch of batches(orders)) await transaction.order.createMany({ data: batch });
      for (const batch of batches(lines)) await transaction.orderLine.createMany({ data: batch });
      await transaction.request.createMany({ data: requests });
      await transaction.correction.createMany({ data: corrections });
      await transaction.requestRecord.createMany({ data: records });
      await transaction.event.createMany({ data: events });
      await recordEvent(transaction, {
        ...{ storeId, type: "settings_saved", actor: { kind: "merchant", id: OWNER.id, name: OWNER.name } },
        data: { page: "information", confirmed: true },
      });
    },
    { timeout: 120_000 },
  );
}

/** A statement has at most 65,535 parameters. */
function batches<T>(rows: T[]): T[][] {
  const size = 500;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}
