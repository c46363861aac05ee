import type { EmailKind } from "@/emails/texts";
import { regimesThatApply } from "@/lib/clock/regimes";
import { prisma } from "@/lib/database";
import { type Locale, translator } from "@/lib/locale";
import { composeEmail } from "./compose-email";
import { type EmailFacts, emailStore } from "./email-facts";
import type { OwnTexts } from "./store-texts";

const SAMPLE_ERASURE: EmailFacts["erasure"] = {
  ...{ rows: { profile: 1, orders: 3, keptOrders: 2 }, elsewhere: ["Helpdesk"], retained: [], queued: [] },
  keeping: { years: 8, statute: null },
};
const DAY_MS = 86_400_000;

/** In a sample, where an email that is sent has a secret: a link that leads nowhere, and a code of no delivery. */
export function sampleToken(kind: EmailKind): string {
  return kind === "delivery-code" || kind === "message-code" ? "123456" : "EXAMPLE";
}

/**
 * What an email to a customer of a store is written from where there is no request: made-up facts, of nobody.
 * @param ownTexts the store's words, which need not be saved.
 */
export function sampleFacts(store: EmailFacts["store"], locale: string, ownTexts: OwnTexts): Omit<EmailFacts, "token"> {
  const words = translator(locale, "emails");
  const [now, dueAt] = [new Date(), new Date(Date.now() + 28 * DAY_MS)];
  return {
    ...{ locale, audience: "customer", store, ownTexts, mayDownload: false, due: null, export: null },
    request: {
      ...{ id: "00000000-0000-7000-8000-000000000000", reference: "DR-7K3F-9QXM", type: "export", state: "open" },
      ...{
        email: null,
        emailVerified: true,
        platformCustomerId: null,
        customerName: null,
        matchCount: 1,
        source: "guest",
      },
      ...{ refusalReason: words("sampleReason"), extensionReason: words("sampleReason"), answer: "elsewhere" },
      ...{
        createdAt: new Date(now.getTime() - 2 * DAY_MS),
        dueAt,
        extendedFrom: now,
        formatLocale: null,
        lastSearch: null,
        // As if asked by a customer of its own country.
        regimes: regimesThatApply(store, "export", store.establishedIn).map(({ regime }) => regime),
      },
    },
    message: words("sampleMessage"),
    agent: words("sampleAgent"),
    erasure: SAMPLE_ERASURE,
    correction: { changes: [{ field: "city", oldValue: "Berlin", newValue: "Hamburg" }], told: ["Helpdesk"] },
    event: {
      startsAt: dueAt.toISOString(),
      at: now,
      actorName: null,
      browser: "Chrome on Android",
      network: "203.0.113.0/24",
    },
    delivery: {
      ...{ method: "link", state: "live", createdByName: "", live: true, tooLarge: false, message: null },
      expiresAt: new Date(now.getTime() + 7 * DAY_MS),
      withheld: [{ title: translator(locale, "sections")("orders"), items: [words("sampleReason")] }],
    },
  };
}

/** An email to a customer as a sample, of which nothing is sent. @param ownTexts need not be saved. */
export async function composeSample(storeId: string, kind: EmailKind<"customer">, locale: Locale, ownTexts: OwnTexts) {
  const store = await prisma().store.findUniqueOrThrow({
    where: { id: storeId },
    select: emailStore,
  });
  return await composeEmail(kind, { ...sampleFacts(store, locale, ownTexts), token: sampleToken(kind) });
}
