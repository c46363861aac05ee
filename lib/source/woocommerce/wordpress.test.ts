import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { approveErasure } from "@/lib/erasure/approve-erasure";
import { confirmErasure } from "@/lib/erasure/confirm-erasure";
import { finishErasure } from "@/lib/erasure/finish-erasure";
import { runErasure } from "@/lib/erasure/run-erasure";
import { signInByHandoff } from "@/lib/sign-in/sign-in-by-handoff";
import { findConnections } from "@/lib/source/connection/connection";
import { checkConnection } from "@/lib/source/connection/manage-connections";
import { saveRights } from "@/lib/source/connection/save-rights";
import { sourcesOf } from "@/lib/source/registry";
import { createSigningSecret } from "@/lib/source/web-service/sign";
import { createHandoffSecret } from "@/lib/store/handoff-secret";
import { makeConnection } from "@/test/factories/connection";
import { makeErasure } from "@/test/factories/erasure";
import { makeStore } from "@/test/factories/store";
import { tablesThatHold } from "@/test/harness/dump";
import { sendAll } from "@/test/harness/emails";
import { freePort } from "@/test/harness/free-port";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { startSampleService } from "@/test/harness/sample-service";
import { connectShopify } from "@/test/harness/shopify/connect";
import { startShopify } from "@/test/harness/shopify/server";
import { seedCustomer } from "@/test/harness/shopify/shop-data";
import { withTestDatabase } from "@/test/harness/test-database";
import { startWordPress, type WordPress } from "@/test/harness/wordpress";
import { exporterSections, findPlugin } from "./exporters";
import { wooSource } from "./woo-source";

/**
 * Dossier's plug-in in Debian's WordPress. WooCommerce is no package of Debian's: stand-in.php calls its two hooks as
 * WooCommerce's "My account" does. It runs once, not on PostgreSQL again (e2e/run-all.ts).
 */
withTestDatabase();

const SETUP = `
$ids = array();
foreach ( array( 'ada' => 'subscriber', 'ben' => 'subscriber', 'eve' => 'editor' ) as $name => $role ) {
  $user = array( 'user_login' => $name, 'user_pass' => "$name-password", 'user_email' => "$name@mail.example", 'role' => $role );
  $ids[ $name ] = wp_insert_user( $user );
  wp_insert_comment( array(
    'comment_post_ID' => 1, 'comment_author' => $name, 'comment_author_email' => "$name@mail.example",
    'comment_content' => "Tea & cake by $name", 'comment_approved' => 1,
  ) );
}
$ids['admin'] = 1;
$keys = array();
foreach ( array( 'admin', 'eve' ) as $name ) {
  list( $key ) = WP_Application_Passwords::create_new_application_password( $ids[ $name ], array( 'name' => 'Dossier' ) );
  $keys[ $name ] = $key;
}
echo json_encode( array( 'ids' => $ids, 'keys' => $keys ) );
`;

/**
 * Another plug-in with an exporter and an eraser of two pages and some that break, and what WooCommerce's account page and its
 * lists do.
 */
const STAND_IN = `<?php
add_filter( 'wp_privacy_personal_data_exporters', function ( $exporters ) {
  $exporters['club'] = array( 'exporter_friendly_name' => 'Tea &amp; Club', 'callback' => function ( $email, $page ) {
    $row = array( 'group_id' => 'club', 'group_label' => 'Club&#8217;s members', 'item_id' => "member-$page",
      'data' => array( array( 'name' => 'Level', 'value' => "Gold &amp; $page<br />since 2020" ) ) );
    return array( 'data' => 'ada@mail.example' === $email ? array( 7 => $row ) : array(), 'done' => $page > 1 );
  } );
  $exporters['broken'] = array( 'exporter_friendly_name' => 'Broken', 'callback' => function () { throw new Error( 'secret' ); } );
  $exporters['gone'] = array( 'exporter_friendly_name' => 'Gone', 'callback' => 'no_such_function' );
  return $exporters;
} );
add_filter( 'wp_privacy_personal_data_erasers', function ( $erasers ) {
  $erasers['club'] = array( 'eraser_friendly_name' => 'Club', 'callback' => function ( $email, $page ) {
    update_option( 'club_erased', array_merge( get_option( 'club_erased', array() ), array( "$email $page" ) ) );
    return array( 'items_removed' => 1 === $page ? 3 : false, 'items_retained' => $page > 1, 'done' => $page > 1,
      'messages' => $page > 1 ? array( 'Invoice &amp; receipt <b>kept</b>' ) : array() );
  } );
  $erasers['broken'] = array( 'eraser_friendly_name' => 'Broken', 'callback' => function () {
    if ( get_option( 'is_broken' ) ) throw new Error( 'secret' );
    return array( 'items_removed' => false, 'items_retained' => false, 'messages' => array(), 'done' => true );
  } );
  $erasers['gone'] = array( 'eraser_friendly_name' => 'Gone', 'callback' => 'no_such_function' );
  return $erasers;
} );
add_action( 'rest_api_init', function () {
  register_rest_route( 'wc/v3', '/customers', array( 'permission_callback' => fn() => current_user_can( 'list_users' ), 'callback' => function ( $asked ) {
    $wanted = $asked['include'] ? array( 'include' => array( (int) $asked['include'] ) ) : array( 'search' => $asked['email'] );
    $to_row = fn( $user ) => array( 'id' => $user->ID, 'email' => $user->user_email, 'billing' => (object) array(), 'shipping' => (object) array() );
    return array_map( $to_row, get_users( $wanted ) );
  } ) );
  register_rest_route( 'wc/v3', '/orders', array( 'permission_callback' => fn() => current_user_can( 'list_users' ), 'callback' => fn() => array() ) );
} );
add_action( 'init', function () {
  if ( isset( $_GET['club'] ) ) wp_send_json( get_option( 'club_erased', array() ) );
  if ( isset( $_GET['break'] ) ) wp_send_json( update_option( 'is_broken', $_GET['break'] ) );
} );
add_filter( 'dossier_email_verified', function ( $verified, $user ) { return 'ben' === $user->user_login ? true : $verified; }, 10, 2 );
add_action( 'template_redirect', function () {
  if ( ! isset( $_GET['account'] ) ) return;
  $items = apply_filters( 'woocommerce_account_menu_items', array( 'orders' => 'Orders', 'customer-logout' => 'Log out' ) );
  $url = fn( $name ) => apply_filters( 'woocommerce_get_endpoint_url', home_url( "/account/$name/" ), $name, '', home_url( '/account/' ) );
  wp_send_json( array( 'items' => $items, 'urls' => array_map( $url, array_combine( array_keys( $items ), array_keys( $items ) ) ),
    'link' => do_shortcode( '[dossier_link]' ) ) );
} );
`;

let wordpress: WordPress;
let made: { ids: Record<string, number>; keys: Record<string, string> };
beforeAll(async () => {
  wordpress = await startWordPress(SETUP, { "stand-in.php": STAND_IN });
  made = wordpress.made as typeof made;
  allowPrivateSources(`127.0.0.1:${wordpress.port}`);
});
afterAll(async () => {
  allowPrivateSources();
  await wordpress?.remove();
});

/** Reads a route as a user with an application password, or as nobody. */
async function read(path: string, user?: string, password = made.keys[user ?? ""]) {
  const basic = Buffer.from(`${user}:${password}`).toString("base64");
  const headers: HeadersInit = user ? { authorization: `Basic ${basic}` } : {};
  const response = await fetch(`${wordpress.address}/wp-json/${path}`, { headers });
  return { status: response.status, body: await response.json() };
}

const exportPath = (email: string, exporter: string, page = 1) =>
  `dossier/v1/export?${new URLSearchParams({ email, exporter, page: String(page) })}`;

/** Signs somebody in, as with a browser that keeps cookies. */
async function signIn(name: string) {
  const cookies = new Map([["wordpress_test_cookie", "WP%20Cookie%20check"]]);
  const send = async (path: string, form?: Record<string, string>) => {
    const response = await fetch(new URL(path, wordpress.address), {
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
      redirect: "manual",
      headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(key, value);
    }
    return { status: response.status, location: response.headers.get("location"), text: await response.text() };
  };
  await send("/wp-login.php", { log: name, pwd: `${name}-password`, testcookie: "1" });
  return send;
}
type Send = Awaited<ReturnType<typeof signIn>>;

/** Fills in the settings' form as its page gives it. */
async function save(send: Send, fields: Record<string, string>, changed: Record<string, string> = {}) {
  const { text } = await send("/wp-admin/options-general.php?page=dossier");
  const hidden = [...text.matchAll(/<input type=["']hidden["'][^>]*? name=["']([^"']+)["'] value=["']([^"']*)["']/g)];
  const named = Object.entries(fields).map(([name, value]) => [`dossier_settings[${name}]`, value]);
  const form = Object.fromEntries([...hidden.map(([, name, value]) => [name, value]), ...named]);
  return await send("/wp-admin/options.php", { ...form, ...changed });
}

test("exporters of WordPress and of any plug-in answer, page by page", async () => {
  const { status, body } = await read("wc-dossier/v1/exporters", "admin");
  expect(status).toBe(200);
  expect(body).toEqual(expect.arrayContaining([{ key: "wordpress-comments", name: "WordPress Comments" }]));
  expect(body).toEqual(expect.arrayContaining([{ key: "club", name: "Tea &amp; Club" }]));
  expect(body).not.toEqual(expect.arrayContaining([expect.objectContaining({ key: "gone" })]));
  const comments = await read(exportPath("ada@mail.example", "wordpress-comments"), "admin");
  expect(comments.body).toMatchObject({ done: true, data: [{ group_id: "comments" }] });
  expect(JSON.stringify(comments.body)).toContain("cake by ada");
  expect(JSON.stringify(comments.body)).not.toContain("ben");
  expect((await read(exportPath("ada@mail.example", "club"), "admin")).body).toMatchObject({ done: false });
  expect((await read(exportPath("nobody@mail.example", "club", 2), "admin")).body).toEqual({ data: [], done: true });
});

test("what is no export says so, and nothing of the plug-in that broke", async () => {
  const [broken, unknown, noEmail, gone] = await Promise.all([
    read(exportPath("ada@mail.example", "broken"), "admin"),
    read(exportPath("ada@mail.example", "x"), "admin"),
    read(exportPath("ada", "club"), "admin"),
    read(exportPath("ada@mail.example", "gone"), "admin"),
  ]);
  expect([broken.status, unknown.status, noEmail.status, gone.status]).toEqual([500, 404, 400, 404]);
  expect(JSON.stringify(broken.body)).not.toContain("secret");
});

test.each(["dossier/v1", "wc-dossier/v1"])("without the capability %s answers nobody", async (route) => {
  for (const path of [`${route}/exporters`, exportPath("ada@mail.example", "club").replace("dossier/v1", route)]) {
    expect((await read(path)).status).toBe(401);
    expect((await read(path, "admin", "wrong")).status).toBe(401);
    expect((await read(path, "eve")).status).toBe(403);
  }
});

test("Dossier reads every exporter, for the proved addresses alone", async () => {
  const { id: storeId } = await makeStore();
  const credentials = { consumerKey: "admin", consumerSecret: made.keys.admin };
  await makeConnection(storeId, { kind: "woocommerce", address: wordpress.address, credentials });
  const [connection] = await findConnections(storeId);
  if (!connection) throw new Error("no connection");
  const signal = new AbortController().signal;
  const plugin = await findPlugin(connection, { signal });
  if (!plugin) throw new Error("the plug-in did not answer");
  const sections = exporterSections(connection, plugin);
  const titles = sections.map(({ section }) => section.title.en);
  expect(titles).toEqual(expect.arrayContaining(["WordPress User", "WordPress Comments", "Tea & Club"]));
  const liveRecords = [{ source: "connection-1", record: "7" }];
  const readSection = async (title: string, emails: string[]) => {
    const rows: unknown[] = [];
    const own = sections[titles.indexOf(title)];
    const pages = own?.collector.pages({ storeId, customerIds: [], liveRecords, emails }, signal) ?? [];
    for await (const page of pages) rows.push(...page);
    return rows;
  };
  const club = { group: "Club’s members", name: "Level", record: "7" };
  expect(await readSection("Tea & Club", ["ada@mail.example"])).toEqual([
    { ...club, item: "member-1", value: "Gold & 1\nsince 2020" },
    { ...club, item: "member-2", value: "Gold & 2\nsince 2020" },
  ]);
  const comments = JSON.stringify(await readSection("WordPress Comments", ["ada@mail.example", "ben@mail.example"]));
  expect([comments.includes("Tea & cake by ada"), comments.includes("by ben"), comments.includes("by eve")]).toEqual([
    ...[true, true, false],
  ]);
  expect(await readSection("WordPress Comments", [])).toEqual([]);
});

test("settings are saved by an administrator with the page's nonce, checked, and the secret is never shown", async () => {
  const admin = await signIn("admin");
  const secret = "s".repeat(43);
  const page = async () => (await admin("/wp-admin/options-general.php?page=dossier")).text;
  const values = async () =>
    [...(await page()).matchAll(/name="dossier_settings\[(\w+)\]"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]);
  const none = [
    ["address", ""],
    ["store", ""],
    ["secret", ""],
  ];
  expect(await values()).toEqual(none);
  const fields = { address: "https://privacy.example/", store: "demo", secret };
  expect((await save(admin, fields, { _wpnonce: "0123456789" })).status).toBe(403);
  expect(await values()).toEqual(none);
  expect((await save(admin, fields)).status).toBe(302);
  const saved = [
    ["address", "https://privacy.example"],
    ["store", "demo"],
    ["secret", ""],
  ];
  expect([await values(), await page()]).toEqual([saved, expect.not.stringContaining(secret)]);
  for (const bad of [
    { address: "javascript:alert(1)" },
    { store: "../x" },
    { secret: "short" },
    { address: 'https://x"onload=' },
  ])
    await save(admin, { ...fields, secret: "", ...bad });
  expect(await values()).toEqual(saved);
  for (const name of ["ada", "eve"]) {
    const send = await signIn(name);
    expect((await send("/wp-admin/options-general.php?page=dossier")).status).toBe(403);
    expect(
      (
        await send("/wp-admin/options.php", {
          option_page: "dossier",
          action: "update",
          "dossier_settings[store]": "x",
        })
      ).status,
    ).toBe(403);
  }
  expect(await values()).toEqual(saved);
});

test("My account leads to Dossier, signed in as whoever is signed in to the shop, and as nobody else", async () => {
  const { id: storeId } = await makeStore();
  const secret = await createHandoffSecret(storeId, { kind: "system" });
  const [admin, place] = [await signIn("admin"), { address: "https://privacy.example", store: "demo" }];
  // What is no secret of Dossier's, and an empty field, keep the one before.
  for (const typed of [secret, "short", ""]) await save(admin, { ...place, secret: typed });
  const account = async (send: Send) => JSON.parse((await send("/?account")).text);
  for (const [name, emailVerified] of [
    ["ada", false],
    ["ben", true],
  ] as const) {
    const send = await signIn(name);
    const { items, urls, link } = await account(send);
    expect(Object.keys(items)).toEqual(["orders", "customer-data-requests", "customer-logout"]);
    expect([items["customer-data-requests"], link]).toEqual([
      "Customer data requests",
      expect.stringContaining("Customer data requests</a>"),
    ]);
    expect(urls.orders).toBe(`${wordpress.address}/account/orders/`);
    const { status, location } = await send(urls["customer-data-requests"].replace(/&amp;/g, "&"));
    expect([status, location]).toEqual([
      302,
      expect.stringMatching(/^https:\/\/privacy\.example\/s\/demo\/sign-in\?token=/),
    ]);
    const token = new URL(location ?? "").searchParams.get("token") ?? "";
    const email = `${name}@mail.example`;
    expect(await signInByHandoff(storeId, token)).toMatchObject({
      email,
      emailVerified,
      platformCustomerId: String(made.ids[name]),
    });
    expect(await signInByHandoff(storeId, token)).toBeUndefined();
    // Without its nonce, and with that of somebody else.
    expect((await send("/wp-admin/admin-post.php?action=dossier_handoff")).status).toBe(403);
    const other = await signIn("eve");
    expect((await other(urls["customer-data-requests"].replace(/&amp;/g, "&"))).status).toBe(403);
  }
  const nobody = await fetch(`${wordpress.address}/wp-admin/admin-post.php?action=dossier_handoff`, {
    redirect: "manual",
  });
  expect([nobody.status, nobody.headers.get("location")]).toEqual([400, null]);
});

test("every registered eraser erases, for one person alone, and what it keeps is passed on", async () => {
  const { id: storeId } = await makeStore();
  const credentials = { consumerKey: "admin", consumerSecret: made.keys.admin };
  await makeConnection(storeId, { kind: "woocommerce", address: wordpress.address, credentials });
  const [connection] = await findConnections(storeId);
  if (!connection) throw new Error("no connection");
  const never = new AbortController().signal;
  expect(await findPlugin(connection, { signal: never })).toMatchObject({ erases: true });
  const source = wooSource(connection);
  const erase = (emails: string[]) => source.erase?.({ storeId, record: String(made.ids.ben), emails }, never);
  const comments = async (email: string) => (await read(exportPath(email, "wordpress-comments"), "admin")).body.data;
  const asked = async () => (await fetch(`${wordpress.address}/?club`)).json();
  await expect(erase(["ada@mail.example"])).rejects.toMatchObject({ code: "recordOfAnother" });
  expect([(await comments("ben@mail.example")).length, await asked()]).toEqual([1, []]);
  // Of a person's two addresses another account has one.
  await fetch(`${wordpress.address}/?break=1`);
  await expect(erase(["ben@mail.example", "ada@mail.example"])).rejects.toMatchObject({
    code: "erasersFailed",
    values: { names: "Broken" },
  });
  await fetch(`${wordpress.address}/?break=0`);
  expect(await erase(["ben@mail.example"])).toEqual({
    state: "erased",
    retained: ["Invoice & receipt kept", expect.stringContaining("The account itself")],
  });
  expect([await comments("ben@mail.example"), (await comments("ada@mail.example")).length]).toEqual([[], 1]);
  expect(await asked()).toEqual([1, 2, 1, 2].map((page) => `ben@mail.example ${page}`));
});

test.each(["dossier/v1", "wc-dossier/v1"])(
  "without its capability %s erases nothing, and never by GET",
  async (route) => {
    const post = async (user: string | undefined, fields: object = {}) => {
      const basic = Buffer.from(`${user}:${made.keys[user ?? ""]}`).toString("base64");
      const response = await fetch(`${wordpress.address}/wp-json/${route}/erase`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(user && { authorization: `Basic ${basic}` }) },
        body: JSON.stringify({ email: "eve@mail.example", eraser: "wordpress-comments", ...fields }),
      });
      return response.status;
    };
    expect([await post(undefined), await post("eve"), (await read(`${route}/erasers`, "eve")).status]).toEqual([
      401, 403, 403,
    ]);
    const wrong = [{ eraser: "x" }, { eraser: "gone" }, { email: "eve" }, { page: 0 }].map((fields) =>
      post("admin", fields),
    );
    expect(await Promise.all(wrong)).toEqual([404, 404, 400, 400]);
    const query = new URLSearchParams({ email: "eve@mail.example", eraser: "wordpress-comments" });
    expect((await read(`${route}/erase?${query}`, "admin")).status).toBe(404);
    expect((await read(exportPath("eve@mail.example", "wordpress-comments"), "admin")).body.data).toHaveLength(1);
  },
);

test("one approved erasure goes through Shopify's server, this WordPress and a web service", async () => {
  const { storeId, requestId, actor, target } = await makeErasure();
  const [port, shop] = [await freePort(), await startShopify({ customers: [seedCustomer(7, "ada@mail.example")] })];
  await connectShopify(shop, undefined, storeId);
  const credentials = { consumerKey: "admin", consumerSecret: made.keys.admin };
  await makeConnection(storeId, { kind: "woocommerce", name: "Blog", address: wordpress.address, credentials });
  const secret = createSigningSecret();
  await makeConnection(storeId, { address: `http://127.0.0.1:${port}/`, credentials: { secret } });
  const service = await startSampleService("Node", { port, secret });
  allowPrivateSources(shop.host, `127.0.0.1:${wordpress.port}`, `127.0.0.1:${port}`);
  try {
    for (const [index, key] of ["7", String(made.ids.ada), "p1"].entries()) {
      const number = index + 1;
      expect(await checkConnection({ storeId, number })).toBeUndefined();
      await saveRights({ storeId, number, may: { erase: true, object: false }, actor });
      const link = { source: `connection-${number}`, record: key, state: "accepted", label: "Ada" } as const;
      const how = { reason: "address", actorKind: "system" } as const;
      await prisma().requestRecord.create({ data: { ...target, ...link, ...how }, select: { record: true } });
    }
    expect(await tablesThatHold(["ada@mail.example"])).toContain("public.request");
    await approveErasure({ storeId, requestId, actor });
    expect(await runErasure(target, new AbortController().signal)).toBe(true);
    const where = { ...target, kind: "live" };
    const steps = await prisma().erasureStep.findMany({ where, orderBy: { number: "asc" } });
    expect(steps.map(({ title, state, retained, note, error }) => ({ title, state, retained, note, error }))).toEqual([
      { title: "Shop", state: "queued", retained: [], note: expect.stringContaining("10 days"), error: null },
      {
        ...{ title: "Blog", state: "retained", note: null, error: null },
        retained: ["Invoice & receipt kept", expect.stringContaining("The account itself")],
      },
      {
        ...{ title: "Help desk", state: "retained", note: null, error: null },
        retained: ["How many tickets there were on each day"],
      },
    ]);
    expect(shop.data.customers[0]?.erasureRequests).toBe(1);
    expect((await read(exportPath("ada@mail.example", "wordpress-comments"), "admin")).body.data).toEqual([]);
    const desk = (await sourcesOf({ storeId })).find(({ title }) => title === "Help desk");
    expect([await desk?.read({ storeId, record: "p1" }), await desk?.read({ storeId, record: "p2" })]).toMatchObject([
      undefined,
      { record: "p2" },
    ]);
    await finishErasure({ storeId, requestId, actor });
    await sendAll(storeId);
    await prisma().store.deleteMany({ where: { id: { not: storeId } } });
    await prisma().rateLimit.deleteMany();
    expect(await tablesThatHold(["ada@mail.example"])).toEqual([]);
    // As Shopify tells ten days later.
    const erased = { storeId, source: "connection-1", record: "7" };
    expect(await prisma().$transaction((transaction) => confirmErasure(transaction, erased))).toBe(true);
  } finally {
    service.kill();
    await stopListening();
  }
});
