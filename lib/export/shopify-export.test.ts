import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { originText } from "@/lib/source/origin";
import { matchSubject } from "@/lib/subject/match-subject";
import { startMatching } from "@/lib/subject/start-matching";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { makeRequest } from "@/test/factories/request";
import { makeMerchant } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { connectShopify } from "@/test/harness/shopify/connect";
import { startShopify } from "@/test/harness/shopify/server";
import { daysAgo, seed, seedCustomer, seedOrder } from "@/test/harness/shopify/shop-data";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { requestExport } from "./request-export";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const email = "ann@a.example";
const signal = new AbortController().signal;

test("a shop that was imported and is connected: found by the proved address, each order once, nothing of others, no key to anything", async () => {
  const ages = new Map([501, 502, 503, 504].map((id, index) => [id, 5 + 35 * index]));
  const { storeId, run } = await makeImportStore();
  await run({
    customers: customersFile([["7", "Ann", "Ames", email, "yes", "", "", "", "Bonn", "53111", "0"]]),
    orders: ordersFile(
      [...ages].map(([id, age]) =>
        orderRow({
          Name: `#${id}`,
          Id: String(id),
          "Created at": `${daysAgo(age).slice(0, 19).replace("T", " ")} +0000`,
        }),
      ),
    ),
  });
  const imported = {
    data: { origin: originText({ platform: "shopify", shop: "northwind.myshopify.com" }) },
    where: { storeId },
  };
  await prisma().customer.updateMany(imported);
  await prisma().order.updateMany(imported);

  const ann = seedCustomer(7, "Ann@A.example", { displayName: "Ann Ames", multipassIdentifier: "k3y-multipass" });
  ann.metafields = [
    seed("Metafield", 1, { namespace: "app", key: "size", type: "text", value: "M", updatedAt: daysAgo(1) }),
  ];
  const eve = seedCustomer(8, "eve@mail.example");
  const keys = { cartToken: "k3y-cart", statusPageUrl: "https://shop.example/orders/k3y-status/authenticate" };
  const orders = [...ages].map(([id, age]) =>
    seedOrder(id, { customer: ann, createdAt: daysAgo(age), clientIp: "192.0.2.7", ...keys }),
  );
  const others = [
    seedOrder(505, { email: email.toUpperCase(), createdAt: daysAgo(3) }),
    seedOrder(506, { customer: eve }),
  ];
  const shop = await startShopify({ customers: [ann, eve], orders: [...orders, ...others] });
  shop.faults.scopes.delete("read_all_orders");
  shop.faults.redacted.add("Order.shippingAddress");
  await connectShopify(shop, undefined, storeId);

  const { id: requestId } = await makeRequest(storeId, { email, emailNormalized: email });
  const identity = { kind: "email", value: email, issuer: "customer", proof: "link" } as const;
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }, [identity]));
  await matchSubject({ storeId, requestId }, signal);
  const { exportId } = await requestExport({ storeId, requestId, actor: await makeMerchant() });
  await buildExport({ storeId, exportId }, signal);

  const files = await readArchive({ storeId, exportId });
  expect(schemaErrors(files)).toBeNull();
  const data = dataOf(files) as Record<string, Record<string, unknown>[]>;
  expect(data.orders?.map(({ source, name }) => `${source} ${name}`).sort()).toEqual([
    ...["connection-1 #501", "connection-1 #502", "connection-1 #505"],
    ...["dossier-database #503", "dossier-database #504"],
  ]);
  expect(data.profile?.map(({ source, id }) => [source, id])).toEqual([["connection-1", "7"]]);
  expect(data["1-metafields"]).toMatchObject([{ namespace: "app", key: "size", value: "M", record: "7" }]);
  const { searches } = JSON.parse(fileOf(files, "manifest.json"));
  const [live] = searches.filter(({ source }: { source: string }) => source === "connection-1");
  expect(live.notGiven).toEqual(
    expect.arrayContaining([
      "Orders placed more than 60 days ago: the app lacks the access scope read_all_orders",
      "Withheld by the platform: shipping address",
      expect.stringContaining("Abandoned checkouts"),
    ]),
  );
  const archive = Object.values(files).join("");
  expect(archive).toContain("192.0.2.7");
  expect(archive).not.toMatch(/k3y-|#506|eve@mail|shop\.example\/unsubscribe/);
  expect(shop.told.invalid).toEqual([]);
});
