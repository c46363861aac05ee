import type { SectionRow } from "@/lib/section/sections";
import { notGiven } from "@/lib/source/not-given";
import { platformIdOf } from "@/lib/source/origin";
import type { Collector, ReadingNotes, Subject } from "@/lib/source/source";
import { addressesOfCustomer, type CustomerNode, customerById, type GuestOrder, guestOrderById } from "./customer-node";
import { addressParts, held, inUtc, inWords } from "./parts";
import { readConnection } from "./read-connection";
import type { Reader } from "./reader";
import { customerGid, guestRecord, orderGid, recordsIn } from "./records";
import type { Shop } from "./shop";

type ProfileRow = SectionRow<"profile">;
type ConsentRow = SectionRow<"consents">;

/** Who the person is: a customer each, and a guest by the order that they are known by. */
export function profileCollector(shop: Shop): Collector<"profile"> {
  return {
    count: async () => undefined,
    async *pages(subject, signal, notes) {
      const reader = shop.reader({ signal }, notes);
      for await (const customer of readCustomers(shop, reader, subject, notes)) yield [profileRow(shop, customer)];
      for (const order of recordsIn(subject, shop.source).orders) {
        const guest = (await reader.ask(guestOrderById, { id: orderGid(order) }))?.order;
        const isTheirs = guest?.id === orderGid(order) && !guest.customer;
        if (guest && isTheirs) yield [guestRow(shop, guest)];
        else if (guest) notes?.drop(1);
      }
    },
  };
}

/** Whether the person agreed to marketing by email and by text message, as Shopify has it now. */
export function consentsCollector(shop: Shop): Collector<"consents"> {
  return {
    count: async () => undefined,
    async *pages(subject, signal, notes) {
      for await (const customer of readCustomers(shop, shop.reader({ signal }, notes), subject, notes)) {
        const rows = consentRows(shop, customer, notes);
        if (rows.length > 0) yield rows;
      }
    },
  };
}

export function addressesCollector(shop: Shop): Collector<"addresses"> {
  return {
    count: async () => undefined,
    async *pages(subject, signal, notes) {
      const reader = shop.reader({ signal }, notes);
      for (const record of recordsIn(subject, shop.source).customers) {
        const id = customerGid(record);
        let defaultId: string | undefined;
        const pages = readConnection(async (after) => {
          const customer = (await reader.ask(addressesOfCustomer, { id, after }))?.customer;
          if (customer && customer.id !== id) notes?.drop(customer.addressesV2.nodes.length);
          if (customer?.id !== id) return undefined;
          defaultId = customer.defaultAddress?.id;
          return customer.addressesV2;
        });
        for await (const nodes of pages)
          yield nodes.map((node) => ({
            ...addressParts(node),
            isDefault: node.id === defaultId,
            platformId: platformIdOf(node.id),
            ...{ source: shop.source, record },
          }));
      }
    },
  };
}

/** The linked customers. One that another id was answered for is dropped. */
async function* readCustomers(shop: Shop, reader: Reader, subject: Subject, notes: ReadingNotes | undefined) {
  for (const record of recordsIn(subject, shop.source).customers) {
    const id = customerGid(record);
    const customer = (await reader.ask(customerById, { id }))?.customer;
    if (customer?.id === id) yield customer;
    else if (customer) notes?.drop(1);
  }
}

function profileRow(shop: Shop, customer: CustomerNode): ProfileRow {
  const { defaultEmailAddress: email, defaultPhoneNumber: phone, statistics } = customer;
  const record = platformIdOf(customer.id);
  return {
    kind: "account",
    firstName: customer.firstName ?? null,
    lastName: customer.lastName ?? null,
    email: email?.emailAddress ?? null,
    phone: phone?.phoneNumber ?? null,
    company: customer.defaultAddress?.company ?? null,
    locale: customer.locale ?? null,
    taxExempt: customer.taxExempt,
    tags: customer.tags,
    note: customer.note ?? null,
    platformId: record,
    id: record,
    createdAt: inUtc(customer.createdAt),
    updatedAt: inUtc(customer.updatedAt),
    attributes: held({
      state: inWords(customer.state),
      verifiedEmail: customer.verifiedEmail,
      dataSaleOptOut: customer.dataSaleOptOut,
      taxExemptions: customer.taxExemptions.map(inWords),
      "Total Orders": customer.numberOfOrders,
      "Total Spent": `${customer.amountSpent.amount} ${customer.amountSpent.currencyCode}`,
      lifetimeDuration: customer.lifetimeDuration,
      productSubscriberStatus: inWords(customer.productSubscriberStatus),
      openTrackingLevel: inWords(email?.openTrackingLevel),
      whatsAppMarketing: consentText(phone?.whatsAppMarketingConsent),
      ...held({ predictedSpendTier: inWords(statistics?.predictedSpendTier), rfmGroup: inWords(statistics?.rfmGroup) }),
      companies: customer.companyContactProfiles.map(({ title, isMainContact, company }) =>
        held({ name: company?.name, externalId: company?.externalId, title, isMainContact }),
      ),
      identityProviderSubjects: customer.identityProviderSubjects.map(({ createdAt, ...rest }) =>
        held({ ...rest, createdAt: inUtc(createdAt) }),
      ),
    }),
    ...{ source: shop.source, record },
  };
}

function guestRow(shop: Shop, order: GuestOrder): ProfileRow {
  const record = guestRecord(platformIdOf(order.id));
  return {
    ...{ kind: "guest", firstName: null, lastName: order.billingAddress?.name ?? order.shippingAddress?.name ?? null },
    ...{ email: order.email ?? null, phone: order.phone ?? order.shippingAddress?.phone ?? null, company: null },
    ...{ locale: null, taxExempt: null, tags: [], note: null, platformId: null, id: record },
    ...{ createdAt: inUtc(order.createdAt), updatedAt: null, attributes: {}, source: shop.source, record },
  };
}

function consentRows(shop: Shop, customer: CustomerNode, notes: ReadingNotes | undefined): ConsentRow[] {
  const { defaultEmailAddress: email, defaultPhoneNumber: phone } = customer;
  const sms = phone?.smsMarketingConsent;
  const given = [
    email && {
      ...{ channel: "email" as const, state: email.marketingState, level: email.marketingOptInLevel },
      at: email.marketingUpdatedAt,
    },
    sms && { channel: "sms" as const, state: sms.state, level: sms.optInLevel, at: sms.updatedAt },
  ];
  return given.flatMap((one) => {
    if (!one) return [];
    if (one.state === "REDACTED") notes?.withhold(notGiven("withheldConsent", one.channel));
    if (one.state === "REDACTED") return [];
    const { channel, state, level, at } = one;
    const row: ConsentRow = {
      ...{ at: at ? inUtc(at) : null, channel, granted: state === "SUBSCRIBED" },
      source: `Shopify: ${consentText({ state, optInLevel: level })}`,
      ...{ wording: null, dataSource: shop.source, record: platformIdOf(customer.id) },
    };
    return [row];
  });
}

/** Such as "subscribed, confirmed opt in, 2026-01-02T03:04:05.000Z". */
function consentText(
  given:
    | { state: string; optInLevel?: string | null | undefined; updatedAt?: string | null | undefined }
    | null
    | undefined,
) {
  if (!given) return null;
  const { state, optInLevel, updatedAt } = given;
  return [inWords(state), inWords(optInLevel), updatedAt && inUtc(updatedAt)].filter(Boolean).join(", ");
}
