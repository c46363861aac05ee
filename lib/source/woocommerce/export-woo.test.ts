import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { requestExport } from "@/lib/export/request-export";
import { startMatching } from "@/lib/subject/start-matching";
import { makeRequest } from "@/test/factories/request";
import { makeMember } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { connectWoo, GUEST, SECTIONS } from "@/test/harness/woo-connection";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const plugin = {
  route: "wc-dossier/v1",
  exporters: [{ key: "woocommerce-customer-orders", name: "WooCommerce Customer Orders" }],
};

/** The archive of a request from a guest whose address is proved. */
async function exportGuest(storeId: string) {
  const { id: requestId } = await makeRequest(storeId, { email: GUEST, emailNormalized: GUEST, emailVerified: true });
  const identity = { kind: "email", value: GUEST, issuer: "customer", proof: "link" } as const;
  await prisma().$transaction((transaction) => startMatching(transaction, { storeId, requestId }, [identity]));
  const { exportId } = await requestExport({ storeId, requestId, actor: await makeMember(storeId) });
  await buildExport({ storeId, exportId }, new AbortController().signal);
  return await readArchive({ storeId, exportId });
}

test("a guest's archive has their orders, refunds, notes and what plug-ins hold, and nothing of others", async () => {
  const { storeId } = await connectWoo({ plugin: true }, { ...SECTIONS, plugin });
  const files = await exportGuest(storeId);
  expect(schemaErrors(files)).toBeNull();
  const data = dataOf(files) as Record<string, Record<string, unknown>[]>;
  expect(data.profile).toMatchObject([{ kind: "guest", email: GUEST, source: "connection-1", record: "order-11" }]);
  expect(data.orders?.map(({ name }) => name)).toEqual(["11", "12", "13", "16"]);
  expect(data["1-refunds"]).toMatchObject([{ id: "14", amount: "5.00", currency: "USD" }]);
  expect(data["1-order-notes"]).toHaveLength(2);
  expect(data["1-wp-woocommerce-customer-orders"]).toHaveLength(27);
  const all = Object.values(files).join("");
  expect(all).not.toMatch(/xguest@|stranger@|other-address@|wc_order_|pay_for_order/);
  expect(fileOf(files, "index.html")).toContain("$5.00");
  const { searches } = JSON.parse(fileOf(files, "manifest.json"));
  expect(searches).toContainEqual(expect.objectContaining({ source: "connection-1", searched: true, failed: [] }));
});

test("a shop that ignores every filter adds nothing, and the archive says how many rows were dropped", async () => {
  const { storeId, shop } = await connectWoo({ ignoresFilters: true });
  shop.orders = shop.orders.filter(({ billing }) => billing.email !== GUEST || billing.city === "York");
  const files = await exportGuest(storeId);
  const all = Object.values(files).join("");
  expect(all).not.toMatch(/xguest@|stranger@|someone@|other-address@/);
  const { searches } = JSON.parse(fileOf(files, "manifest.json"));
  const search = searches.find(({ source }: { source: string }) => source === "connection-1");
  expect(search.dropped).toBeGreaterThan(0);
});
