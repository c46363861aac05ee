// Two people and a few others, through Vendure's Admin and Shop APIs as a shop would.

/** @returns an API key that may read customers and orders alone. */
export async function seed(origin, { identifier, password }) {
  const admin = client(`${origin}/admin-api`);
  await admin("mutation($u: String!, $p: String!) { login(username: $u, password: $p) { __typename } }", {
    u: identifier,
    p: password,
  });
  const variant = await seedShop(admin);
  const shop = () => client(`${origin}/shop-api`);

  const ada = await customer(admin, { firstName: "Ada", lastName: "Okafor", emailAddress: "ada@mail.example" });
  for (const [streetLine1, defaultShippingAddress] of [
    ["1 High Street", true],
    ["9 Work Road", false],
  ])
    await admin(
      `mutation($id: ID!, $a: CreateAddressInput!) { createCustomerAddress(customerId: $id, input: $a) { id } }`,
      {
        id: ada,
        a: {
          fullName: "Ada Okafor",
          streetLine1,
          city: "Leeds",
          postalCode: "LS1",
          countryCode: "GB",
          defaultShippingAddress,
        },
      },
    );
  for (let count = 1; count <= 120; count++)
    await admin("mutation($i: AddNoteToCustomerInput!) { addNoteToCustomer(input: $i) { id } }", {
      i: { id: ada, note: `Call ${count} from Ada`, isPublic: false },
    });
  await admin(
    'mutation($ids: [ID!]!) { createCustomerGroup(input: { name: "Wholesale", customerIds: $ids }) { id } }',
    {
      ids: [ada],
    },
  );
  const bought = await order(shop(), variant, { email: "ada@mail.example", isAccount: true, coupon: "TENOFF" });
  await fulfillAndRefund(admin, bought);
  const cart = shop();
  await cart('mutation { login(username: "ada@mail.example", password: "password") { __typename } }');
  await addItem(cart, variant, 1);

  for (let count = 0; count < 22; count++) await order(shop(), variant, { email: "guest@mail.example" });
  await order(shop(), variant, { email: "xguest@mail.example" });
  // A second record with Ada's address: she ordered once without signing in.
  await order(shop(), variant, { email: "ada@mail.example" });
  return await createKey(admin);
}

/** What a shop needs before anyone can order. @returns the id of what is sold. */
async function seedShop(admin) {
  const { activeChannel } = await admin("{ activeChannel { id } }");
  const country = await admin(
    'mutation { createCountry(input: { code: "GB", enabled: true, translations: [{ languageCode: en, name: "United Kingdom" }] }) { id } }',
  );
  const zone = await admin('mutation($m: [ID!]) { createZone(input: { name: "UK", memberIds: $m }) { id } }', {
    m: [country.createCountry.id],
  });
  const z = zone.createZone.id;
  await admin(
    "mutation($z: ID!, $id: ID!) { updateChannel(input: { id: $id, defaultTaxZoneId: $z, defaultShippingZoneId: $z }) { __typename } }",
    { z, id: activeChannel.id },
  );
  const category = await admin('mutation { createTaxCategory(input: { name: "Standard", isDefault: true }) { id } }');
  await admin(
    'mutation($z: ID!, $c: ID!) { createTaxRate(input: { name: "VAT", enabled: true, value: 20, categoryId: $c, zoneId: $z }) { id } }',
    { z, c: category.createTaxCategory.id },
  );
  await admin(`mutation { createShippingMethod(input: { code: "post", fulfillmentHandler: "manual-fulfillment",
    checker: { code: "default-shipping-eligibility-checker", arguments: [{ name: "orderMinimum", value: "0" }] },
    calculator: { code: "default-shipping-calculator", arguments: [{ name: "rate", value: "500" },
      { name: "includesTax", value: "auto" }, { name: "taxRate", value: "20" }] },
    translations: [{ languageCode: en, name: "Post", description: "" }] }) { id } }`);
  await admin(`mutation { createPaymentMethod(input: { code: "card", enabled: true,
    handler: { code: "dummy-payment-handler", arguments: [{ name: "automaticSettle", value: "true" }] },
    translations: [{ languageCode: en, name: "Card", description: "" }] }) { id } }`);
  await admin(`mutation { createPromotion(input: { enabled: true, couponCode: "TENOFF", conditions: [],
    actions: [{ code: "order_percentage_discount", arguments: [{ name: "discount", value: "10" }] }],
    translations: [{ languageCode: en, name: "Ten percent off" }] }) { __typename } }`);
  const product = await admin(
    'mutation { createProduct(input: { enabled: true, translations: [{ languageCode: en, name: "Mug", slug: "mug", description: "" }] }) { id } }',
  );
  const variants = await admin(
    "mutation($i: [CreateProductVariantInput!]!) { createProductVariants(input: $i) { id } }",
    {
      i: [
        {
          ...{
            productId: product.createProduct.id,
            sku: "MUG-1",
            price: 1250,
            stockOnHand: 1000,
            trackInventory: "FALSE",
          },
          translations: [{ languageCode: "en", name: "Blue mug" }],
        },
      ],
    },
  );
  return variants.createProductVariants[0].id;
}

async function customer(admin, input) {
  const { createCustomer } = await admin(
    'mutation($i: CreateCustomerInput!) { createCustomer(input: $i, password: "password") { __typename ... on Customer { id } } }',
    { i: { ...input, phoneNumber: "+44 113 496 0000" } },
  );
  return createCustomer.id;
}

const addItem = (shop, id, quantity) =>
  shop(
    "mutation($v: ID!, $q: Int!) { addItemToOrder(productVariantId: $v, quantity: $q) { __typename ... on ErrorResult { message } } }",
    { v: id, q: quantity },
  );

/** Orders two mugs. @returns the order's id and its line's. */
async function order(shop, variant, { email, isAccount = false, coupon }) {
  if (isAccount)
    await shop('mutation($e: String!) { login(username: $e, password: "password") { __typename } }', { e: email });
  await addItem(shop, variant, 2);
  if (!isAccount)
    await shop(
      'mutation($e: String!) { setCustomerForOrder(input: { firstName: "Gil", lastName: "Guest", emailAddress: $e }) { __typename ... on ErrorResult { message } } }',
      { e: email },
    );
  if (coupon)
    await shop(
      "mutation($c: String!) { applyCouponCode(couponCode: $c) { __typename ... on ErrorResult { message } } }",
      { c: coupon },
    );
  await shop(
    'mutation { setOrderShippingAddress(input: { fullName: "A Person", streetLine1: "2 Low Street", city: "York", postalCode: "YO1", countryCode: "GB" }) { __typename ... on ErrorResult { message } } }',
  );
  const { eligibleShippingMethods } = await shop("{ eligibleShippingMethods { id } }");
  await shop(
    "mutation($m: [ID!]!) { setOrderShippingMethod(shippingMethodId: $m) { __typename ... on ErrorResult { message } } }",
    {
      m: [eligibleShippingMethods[0].id],
    },
  );
  await shop(
    'mutation { transitionOrderToState(state: "ArrangingPayment") { __typename ... on ErrorResult { message } } }',
  );
  const { addPaymentToOrder: paid } = await shop(
    'mutation { addPaymentToOrder(input: { method: "card", metadata: {} }) { __typename ... on Order { id lines { id } } ... on ErrorResult { message } } }',
  );
  return paid;
}

async function fulfillAndRefund(admin, { id, lines: [line] }) {
  const { addFulfillmentToOrder: sent } = await admin(
    `mutation($l: ID!) { addFulfillmentToOrder(input: { lines: [{ orderLineId: $l, quantity: 2 }],
      handler: { code: "manual-fulfillment", arguments: [{ name: "method", value: "Royal Mail" }, { name: "trackingCode", value: "RM1" }] } })
      { __typename ... on Fulfillment { id } ... on ErrorResult { message } } }`,
    { l: line.id },
  );
  await admin(
    'mutation($f: ID!) { transitionFulfillmentToState(id: $f, state: "Shipped") { __typename ... on ErrorResult { message } } }',
    { f: sent.id },
  );
  const { order } = await admin("query($id: ID!) { order(id: $id) { payments { id } } }", { id });
  await admin(
    `mutation($l: ID!, $p: ID!) { refundOrder(input: { lines: [{ orderLineId: $l, quantity: 1 }], shipping: 0, adjustment: 0,
      paymentId: $p, reason: "One arrived broken" }) { __typename ... on ErrorResult { message } } }`,
    { l: line.id, p: order.payments[0].id },
  );
}

async function createKey(admin) {
  const { createRole } = await admin(
    'mutation { createRole(input: { code: "dossier", description: "Reads", permissions: [ReadCustomer, ReadOrder] }) { id } }',
  );
  const { createApiKey } = await admin("mutation($i: CreateApiKeyInput!) { createApiKey(input: $i) { apiKey } }", {
    i: { roleIds: [createRole.id], translations: [{ languageCode: "en", name: "Dossier" }] },
  });
  return createApiKey.apiKey;
}

/** Asks one of the two APIs, signed in by the token that it gave. @throws Error with its answer where it refuses. */
function client(url) {
  let token;
  return async (query, variables = {}) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    token = response.headers.get("vendure-auth-token") ?? token;
    const { data, errors } = await response.json();
    const refused = Object.values(data ?? {}).find((result) => result?.message);
    if (errors || refused) throw new Error(JSON.stringify(errors ?? refused).slice(0, 1000));
    return data;
  };
}
