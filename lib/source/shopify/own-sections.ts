import type { z } from "zod";
import { platformIdOf } from "@/lib/source/origin";
import type { OwnSection } from "@/lib/source/own-section";
import { completeList } from "./complete-order";
import { metafieldsOfCustomer } from "./customer-node";
import {
  creditOfCustomer,
  draftsByQuery,
  eventsOfCustomer,
  giftCardsByQuery,
  restOfCredit,
  restOfDraft,
} from "./own-nodes";
import { type Asked, column, dropOne, listOf, type Own, ofCustomers, pagesByQuery } from "./own-reading";
import { type address, addressParts, inUtc, inWords } from "./parts";
import type { Shop } from "./shop";

const currency = column("currency", "Currency", "Währung");
const inCurrency = { type: "money", currency: "currency" } as const;
const at = (name: string, en: string, de: string) => column(name, en, de, { type: "time" });
const written = { freeText: true } as const;

/** What a shop keeps of a customer besides the core sections, as far as its app may read it. */
export function ownSections(shop: Shop): Own[] {
  return [
    ...[metafields(shop), events(shop)],
    ...(shop.has("read_store_credit_accounts") ? [storeCredit(shop)] : []),
    ...(shop.has("read_draft_orders") ? [draftOrders(shop)] : []),
    ...(shop.has("read_gift_cards") ? [giftCards(shop)] : []),
  ];
}

function metafields(shop: Shop): Own {
  const section: OwnSection = {
    ...{ key: "metafields", title: { en: "Further customer details", de: "Weitere Kundenangaben" } },
    columns: [
      ...[column("id", "ID", "ID"), column("namespace", "Kept by", "Geführt von"), column("key", "Name", "Name")],
      ...[
        column("type", "Kind", "Art"),
        column("value", "Value", "Wert", written),
        at("updatedAt", "Changed", "Geändert"),
      ],
    ],
  };
  return ofCustomers(
    shop,
    section,
    ({ reader, id }) => listOf(reader, metafieldsOfCustomer, id),
    (node) => [{ ...node, id: platformIdOf(node.id), updatedAt: inUtc(node.updatedAt) }],
  );
}

function events(shop: Shop): Own {
  const section: OwnSection = {
    ...{ key: "events", title: { en: "Customer history in the shop", de: "Kundenverlauf im Shop" } },
    columns: [
      ...[column("id", "ID", "ID"), at("at", "When", "Wann"), column("message", "What happened", "Ereignis", written)],
      ...[column("action", "Kind", "Art"), column("app", "App", "App")],
    ],
  };
  return ofCustomers(
    shop,
    section,
    ({ reader, id }) => listOf(reader, eventsOfCustomer, id),
    (node) => [
      {
        ...{ id: platformIdOf(node.id), at: inUtc(node.createdAt), message: node.message },
        ...{ action: inWords(node.action), app: node.appTitle ?? null },
      },
    ],
  );
}

function storeCredit(shop: Shop): Own {
  const section: OwnSection = {
    ...{ key: "store-credit", title: { en: "Store credit", de: "Guthaben" } },
    columns: [
      ...[column("account", "Account", "Konto"), column("event", "What", "Was"), at("at", "When", "Wann")],
      ...[
        column("amount", "Amount", "Betrag", inCurrency),
        column("balance", "Balance", "Stand", inCurrency),
        currency,
      ],
    ],
  };
  const withTransactions = shop.has("read_store_credit_account_transactions");
  const read = ({ reader, id }: Asked) => listOf(reader, creditOfCustomer, id, { withTransactions });
  return ofCustomers(shop, section, read, async ({ id, balance, transactions }, { reader }) => {
    const account = platformIdOf(id);
    const all = transactions ? await completeList(reader, { query: restOfCredit }, id, transactions) : [];
    const now = { account, event: "balance", at: null, amount: null };
    return [
      { ...now, balance: balance.amount, currency: balance.currencyCode },
      ...all.map(({ createdAt, event, amount, balanceAfterTransaction }) => ({
        ...{ account, event: inWords(event), at: inUtc(createdAt), amount: amount.amount },
        ...{ balance: balanceAfterTransaction.amount, currency: amount.currencyCode },
      })),
    ];
  });
}

function draftOrders(shop: Shop): Own {
  const section: OwnSection = {
    ...{ key: "draft-orders", title: { en: "Draft orders", de: "Bestellentwürfe" } },
    columns: [
      ...[column("id", "ID", "ID"), column("name", "Number", "Nummer"), column("status", "Status", "Status")],
      ...[at("createdAt", "Made", "Angelegt"), at("updatedAt", "Changed", "Geändert")],
      ...[at("completedAt", "Completed", "Abgeschlossen"), column("lines", "What it holds", "Inhalt", written)],
      ...[column("total", "Total", "Summe", inCurrency), currency, column("email", "Email", "E-Mail", written)],
      ...[
        column("phone", "Phone", "Telefon"),
        column("note", "Note", "Notiz", written),
        column("tags", "Tags", "Tags"),
      ],
      column("poNumber", "Purchase order", "Bestellnummer des Kunden"),
      column("billingAddress", "Billing address", "Rechnungsadresse", written),
      column("shippingAddress", "Shipping address", "Lieferadresse", written),
    ],
  };
  const read = ({ reader, record }: Asked) => pagesByQuery(reader, draftsByQuery, `customer_id:${record}`);
  return ofCustomers(shop, section, read, async (draft, { reader, id, notes }) => {
    if (draft.customer?.id !== id) return dropOne(notes);
    const lines = await completeList(reader, { query: restOfDraft }, draft.id, draft.lineItems);
    return [
      {
        ...{ id: platformIdOf(draft.id), name: draft.name, status: inWords(draft.status) },
        ...{ createdAt: inUtc(draft.createdAt), updatedAt: inUtc(draft.updatedAt) },
        completedAt: draft.completedAt ? inUtc(draft.completedAt) : null,
        lines: lines.map(({ quantity, name, sku }) => `${quantity} × ${name}${sku ? ` (${sku})` : ""}`).join("\n"),
        ...{ total: draft.totalPriceSet.shopMoney.amount, currency: draft.totalPriceSet.shopMoney.currencyCode },
        ...{ email: draft.email ?? null, phone: draft.phone ?? null, note: draft.note2 ?? null },
        ...{ tags: draft.tags.join(", "), poNumber: draft.poNumber ?? null },
        ...{ billingAddress: onLines(draft.billingAddress), shippingAddress: onLines(draft.shippingAddress) },
      },
    ];
  });
}

function giftCards(shop: Shop): Own {
  const section: OwnSection = {
    ...{ key: "gift-cards", title: { en: "Gift cards", de: "Geschenkkarten" } },
    columns: [
      ...[column("id", "ID", "ID"), column("role", "The customer", "Die Person"), at("createdAt", "Made", "Angelegt")],
      ...[
        column("lastCharacters", "Code ends in", "Code endet auf"),
        column("enabled", "Usable", "Einlösbar", { type: "boolean" }),
      ],
      ...[
        column("initialValue", "Value", "Wert", inCurrency),
        column("balance", "Left", "Restwert", inCurrency),
        currency,
      ],
      ...[column("expiresOn", "Expires", "Läuft ab"), at("deactivatedAt", "Deactivated", "Deaktiviert")],
      ...[column("note", "Note", "Notiz", written), column("recipientName", "For", "Für", written)],
      column("message", "Message", "Nachricht", written),
    ],
  };
  // Two searches: the card that a person bought, and the one that they were given.
  async function* read({ reader, record }: Asked) {
    yield* pagesByQuery(reader, giftCardsByQuery, `customer_id:${record}`);
    yield* pagesByQuery(reader, giftCardsByQuery, `recipient_id:${record}`);
  }
  return ofCustomers(shop, section, read, (card, { id, notes, isFirst }) => {
    const isBuyer = card.customer?.id === id;
    const isRecipient = card.recipientAttributes?.recipient?.id === id;
    if (!isBuyer && !isRecipient) return dropOne(notes);
    if (!isFirst(card.id)) return [];
    return [
      {
        ...{
          id: platformIdOf(card.id),
          role: isBuyer ? "bought it" : "was given it",
          createdAt: inUtc(card.createdAt),
        },
        ...{ lastCharacters: card.lastCharacters, enabled: card.enabled, initialValue: card.initialValue.amount },
        ...{ balance: card.balance.amount, currency: card.balance.currencyCode, expiresOn: card.expiresOn ?? null },
        ...{ deactivatedAt: card.deactivatedAt ? inUtc(card.deactivatedAt) : null, note: card.note ?? null },
        recipientName: card.recipientAttributes?.preferredName ?? null,
        message: card.recipientAttributes?.message ?? null,
      },
    ];
  });
}

function onLines(given: z.infer<typeof address> | null | undefined): string | null {
  if (!given) return null;
  return Object.values(addressParts(given)).filter(Boolean).join("\n") || null;
}
