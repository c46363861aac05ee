import { prisma } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { currentState } from "@/lib/expiry";
import type { Customer, Prisma } from "@/prisma/generated/client";
import { addressFreeSince } from "./by-address";
import { isAbout, isAboutNobody } from "./record-names";

/** A page shows the newest; the report finds the others by the customer's address. */
const MAX_ROWS = 50;

/**
 * A customer's requests, the newest first: those about their record, and those about nobody under their
 * address, except what another account asked for, or Shopify for it, whose address nobody vouched for, and what is older than the day on
 * which another account gave the address up.
 */
export async function listCustomerRequests({
  storeId,
  id,
  emailNormalized,
}: Pick<Customer, "storeId" | "id" | "emailNormalized">) {
  const halves: Prisma.RequestWhereInput[] = [isAbout(storeId, id)];
  if (emailNormalized)
    halves.push({
      emailNormalized: { in: storedForms(emailNormalized) },
      ...isAboutNobody(storeId),
      createdAt: { gt: await addressFreeSince(storeId, emailNormalized) },
      OR: [
        { source: { notIn: ["signed_in", "shopify"] }, NOT: { personKey: { startsWith: "record:" } } },
        { emailVerified: true },
      ],
    });
  const found = await Promise.all(
    halves.map((half) =>
      prisma().request.findMany({
        where: { storeId, ...half },
        orderBy: { createdAt: "desc" },
        take: MAX_ROWS,
        include: {
          exports: {
            where: { reviewOfId: null },
            orderBy: { createdAt: "desc" },
            take: 1,
            select: { state: true, rowsCollected: true, rowsExpected: true, createdAt: true, expiresAt: true },
          },
          deliveries: {
            orderBy: { createdAt: "desc" },
            take: 1,
            select: { state: true, method: true, createdAt: true, expiresAt: true, deliveredAt: true },
          },
        },
      }),
    ),
  );
  return found
    .flat()
    .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
    .slice(0, MAX_ROWS)
    .map(({ exports: [made], deliveries: [delivery], ...request }) => ({
      ...request,
      export: made ? { ...made, state: currentState(made) } : null,
      delivery:
        delivery && !(made && made.createdAt > delivery.createdAt)
          ? { ...delivery, state: currentState(delivery) }
          : null,
    }));
}
