import { orderPhone, orderSearchText } from "@/lib/customer/order-search-text";
import { normalizeOrderName } from "@/lib/search/fold-text";
import type { Prisma } from "@/prisma/generated/client";
import { amountIn, currencyOf, priceIn, products } from "./catalog";
import { customerIdOf, nameOf, placeOf } from "./customers";
import { addressOf, FORGETFUL, guests, LOYAL, type Person, people, SHARED } from "./people";
import { createRandom, DAY_MS, demoId, type Random } from "./random";

const LOYAL_ORDERS = 2000;

interface Planned {
  person: Person;
  /** Whether the platform ties it to the person's account. */
  account: boolean;
  hasEmail?: boolean | undefined;
  placedAt: Date;
  /** What is special about it. */
  fields?: Partial<Prisma.OrderCreateManyInput> | undefined;
}

/**
 * The rows of the demo's orders, numbered in the order in which they were placed.
 * @param joinedAt when the customer with this id was created: orders follow.
 */
export function demoOrders(storeId: string, joinedAt: (customerId: string) => Date, now: Date) {
  const random = createRandom(3);
  const planned: Planned[] = [];
  const plan = (person: Person, account: boolean, count: number) => {
    const joined = joinedAt(customerIdOf(person)).getTime();
    for (let order = 0; order < count; order++)
      planned.push({ person, account, placedAt: new Date(random.between(joined, now.getTime() - DAY_MS)) });
  };
  for (const person of people) {
    const [, , mailbox] = person;
    // Most customers ordered a few times, some up to forty.
    plan(
      person,
      true,
      mailbox === LOYAL ? LOYAL_ORDERS : random.chance(0.2) ? random.between(12, 40) : random.between(1, 9),
    );
    if (mailbox === FORGETFUL) plan(person, false, 2);
  }
  for (const person of guests) plan(person, false, random.between(1, 4));
  planned.sort((one, other) => one.placedAt.getTime() - other.placedAt.getTime());
  // After all others, so that these keep their numbers.
  for (const { mailbox, hasEmail, fields } of STORIES) {
    const person = people.find((known) => known[2] === mailbox);
    const placedAt = new Date(now.getTime() - DAY_MS / 2);
    if (person) planned.push({ person, account: hasEmail !== false, hasEmail, placedAt, fields });
  }
  const orders: Prisma.OrderCreateManyInput[] = [];
  const lines: Prisma.OrderLineCreateManyInput[] = [];
  planned.forEach((order, index) => {
    const made = makeOrder(storeId, order, now, index, random);
    orders.push(made.order);
    lines.push(...made.lines);
  });
  return { orders, lines };
}

/** Orders that a review has to look at twice. */
const STORIES: { mailbox: string; hasEmail?: false; fields: Partial<Prisma.OrderCreateManyInput> }[] = [
  {
    mailbox: FORGETFUL,
    fields: {
      shippingAddress: {
        ...{ name: "Henrietta Osei", company: null, line1: "5 Quarry Hill", line2: null, city: "York" },
        ...{ postalCode: "YO1 6GA", province: null, country: "GB", phone: "+44 1904 496 0182" },
      },
      note: "A birthday gift for Henrietta, please without an invoice.\nIf nobody is in, Delia Crane next door takes it.",
      attributes: { Source: "web", "Gift message": "Happy birthday, dear Henrietta!", "Risk Level": "Low" },
    },
  },
  {
    mailbox: FORGETFUL,
    fields: { financialStatus: "partially_refunded", refunded: "9.50", note: "One notebook arrived torn." },
  },
  // Found by its phone number, which two people share, and by nothing else.
  { mailbox: SHARED, hasEmail: false, fields: {} },
];

function makeOrder(
  storeId: string,
  { person, account, hasEmail = true, placedAt, fields }: Planned,
  now: Date,
  index: number,
  random: Random,
) {
  const [, , , country] = person;
  const currency = currencyOf(country);
  const money = (units: number) => amountIn(currency, units);
  const id = demoId(`order ${index}`);
  const name = `#${1001 + index}`;
  const lines: Prisma.OrderLineCreateManyInput[] = [];
  let gross = 0;
  const count = random.between(1, 4);
  for (let position = 1; position <= count; position++) {
    const product = random.pick(products);
    const quantity = random.between(1, 3);
    const price = priceIn(currency, product.cents);
    gross += price * quantity;
    const { sku } = product;
    lines.push({ storeId, orderId: id, position, name: product.name, sku, quantity, price: money(price) });
  }
  const discount = random.chance(0.1) ? Math.floor(gross / 1000) * 100 : 0;
  const subtotal = gross - discount;
  const shipping = random.chance(0.3) ? 0 : priceIn(currency, 490);
  const taxes = country === "US" || country === "CA" ? Math.round(subtotal * 0.07) : 0;
  const cancelled = random.chance(0.03) && !fields;
  const address = { name: nameOf(person), company: null, line2: null, province: null, ...placeOf(person) };
  const email = hasEmail ? addressOf(person) : null;
  const found = { name, emailNormalized: email, phone: person[7], billingAddress: address, shippingAddress: address };
  const later = (days: number) => new Date(placedAt.getTime() + days * DAY_MS);
  const fulfilled = !cancelled && later(2) <= now;
  const order: Prisma.OrderCreateManyInput = {
    storeId,
    id,
    platformId: String(5_600_010_000_000 + index * 11),
    name,
    nameNormalized: normalizeOrderName(name),
    customerId: account ? customerIdOf(person) : null,
    email,
    emailNormalized: email,
    phone: person[7],
    phoneNormalized: orderPhone(found),
    searchText: orderSearchText(found),
    placedAt,
    paidAt: placedAt,
    fulfilledAt: fulfilled ? later(2) : null,
    cancelledAt: cancelled ? later(1) : null,
    currency: currency.code,
    subtotal: money(subtotal),
    shipping: money(shipping),
    taxes: money(taxes),
    discount: money(discount),
    total: money(subtotal + shipping + taxes),
    financialStatus: cancelled ? "refunded" : "paid",
    fulfillmentStatus: fulfilled ? "fulfilled" : "unfulfilled",
    paymentMethod: random.pick(["Card ending in 4242", "PayPal", "Bank transfer"]),
    shippingMethod: shipping === 0 ? "Free shipping" : "Standard",
    discountCode: discount > 0 ? "FINCH10" : null,
    note: random.chance(0.04) ? "Please leave it with the neighbour.\nThank you!" : null,
    billingAddress: address,
    shippingAddress: address,
    attributes: { Source: random.pick(["web", "pos", "mobile"]), "Risk Level": "Low" },
    createdAt: placedAt,
    ...fields,
  };
  return { order, lines };
}
