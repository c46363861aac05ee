import { setTimeout as wait } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { database, prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import { createStore } from "@/lib/store/create-store";

/** A store whose customers' orders the database itself makes up, and a stop-watch for their exports. */
export async function makeBenchStore() {
  const slug = `bench-${Date.now()}`;
  await createStore({ slug, name: "Bench store" });
  const { id: storeId } = await prisma().store.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  const merchant = await prisma().merchant.create({
    data: { id: uuidv7(), email: `${slug}@merchant.example`, name: "Bench" },
    select: { id: true, name: true },
  });

  /** Makes customers with orders that the database makes up. @returns their ids. */
  async function makeCustomers(count: number, holds: { orders: number; linesAnOrder: number }): Promise<string[]> {
    const ids = Array.from({ length: count }, () => uuidv7());
    for (const id of ids) await makeCustomer(id, holds);
    await database().query("ANALYZE", []);
    return ids;
  }

  async function makeCustomer(id: string, { orders, linesAnOrder }: { orders: number; linesAnOrder: number }) {
    const email = `${id}@customer.example`;
    await prisma().customer.create({
      data: {
        storeId,
        id,
        kind: "account",
        platformId: id,
        email,
        emailNormalized: email,
        searchText: email,
        createdAt: new Date(),
      },
      select: { id: true },
    });
    for (let from = 1; from <= orders; from += 2000)
      await database().query(MAKE_ORDERS, [storeId, id, email, from, Math.min(orders, from + 1999), linesAnOrder]);
  }

  /** Queues an export of a customer, as the store's staff does. @returns its id. */
  async function ask(customerId: string): Promise<string> {
    const actor = { kind: "merchant", id: merchant.id, name: merchant.name } as const;
    const { exportId } = await requestCustomerExport({ storeId, customerId, actor });
    return exportId;
  }

  /** Runs the job of an export. @returns how long it took, in milliseconds. */
  async function build(exportId: string): Promise<number> {
    const startedAt = performance.now();
    await buildExport({ storeId, exportId }, new AbortController().signal);
    return performance.now() - startedAt;
  }

  /** The same for a large one, watching by how much the process grows. */
  const buildWatched = (exportId: string) => watch(() => build(exportId));

  /** @throws Error where not every export is ready. */
  async function checkReady(exportIds: string[]): Promise<void> {
    const ready = await prisma().export.count({ where: { storeId, id: { in: exportIds }, state: "ready" } });
    if (ready !== exportIds.length) throw new Error(`${ready} of ${exportIds.length} exports are ready`);
  }

  return { makeCustomers, ask, build, buildWatched, checkReady };
}

/** How long some work took, and by how much the process grew at most meanwhile. */
async function watch(work: () => Promise<number>) {
  await wait(0);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const sampler = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const ms = await work().finally(() => clearInterval(sampler));
  most = Math.max(most, process.memoryUsage.rss());
  return { ms, growthMb: Math.round((most - before) / 2 ** 20) };
}

const MAKE_ORDERS = `WITH made AS (
  INSERT INTO "order" (store_id, id, platform_id, name, name_normalized, customer_id, email, email_normalized, placed_at,
                       paid_at, currency, subtotal, shipping, taxes, discount, total, financial_status,
                       fulfillment_status, payment_method, shipping_method, billing_address, shipping_address)
  SELECT $1, gen_random_uuid(), $2::text || '-' || n, '#' || n, n::text, $2::uuid, $3, $3,
         '2020-01-01'::timestamptz + n * interval '7 minutes', '2020-01-01'::timestamptz + n * interval '8 minutes',
         'EUR', 99.5, 4.9, 15.89, 0, 104.4, 'paid', 'fulfilled', 'Card', 'Parcel',
         jsonb_build_object('name', 'A. Customer', 'line1', n || ' High Street', 'city', 'London', 'country', 'GB'),
         jsonb_build_object('name', 'A. Customer', 'line1', n || ' High Street', 'city', 'London', 'country', 'GB')
  FROM generate_series($4::int, $5::int) AS n RETURNING id
)
INSERT INTO order_line (store_id, order_id, position, name, sku, quantity, price)
SELECT $1, id, l, 'Product number ' || (hashtext(id::text || l) % 5000), 'SKU-' || l || '-' || left(id::text, 4), 1 + l % 3, 9.95
FROM made, generate_series(1, $6::int) AS l`;
