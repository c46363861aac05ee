import { expect, test } from "vitest";
import type { Exception } from "./exceptions";
import { findStrays } from "./find-strays";

const why = "";
const exceptions: Exception[] = [
  { table: "merchant", why },
  { table: "pgboss.*", why },
  { table: "export", verb: "select", columns: ["created_at", "state"], why },
];

test.each([
  `SELECT 1 FROM request WHERE store_id = $1 AND id = $2`,
  `SELECT r.id FROM "public"."request" AS r WHERE r.store_id = CAST($1 AS uuid) AND (r.id = $2 OR r.id = $3)`,
  `SELECT 1 FROM request r JOIN customer c ON c.store_id = r.store_id AND c.id = r.customer_id WHERE c.store_id = $1`,
  `SELECT 1 FROM request r LEFT JOIN export e ON e.store_id = r.store_id WHERE r.store_id = $1`,
  `SELECT 1 FROM request r JOIN export e USING (store_id) WHERE r.store_id = $1`,
  `SELECT 1 FROM request WHERE (store_id, id) IN (($1, $2), ($3, $4))`,
  `SELECT 1 FROM request WHERE (store_id = $1 AND id = $2) OR (id = $3 AND store_id = $4)`,
  `SELECT 1 FROM request r WHERE store_id = ANY($1) AND EXISTS (SELECT FROM export e WHERE e.store_id = r.store_id)`,
  `SELECT 1 FROM request r, LATERAL (SELECT 1 FROM export WHERE store_id = r.store_id LIMIT 1) AS e WHERE r.store_id = $1`,
  `WITH due AS (SELECT * FROM request WHERE store_id = $1) DELETE FROM export USING due WHERE export.store_id = due.store_id`,
  `(SELECT 1 FROM request WHERE store_id = $1) UNION ALL (SELECT 1 FROM "order" WHERE store_id = $1)`,
  `INSERT INTO request (store_id, id) VALUES ($1, $2) ON CONFLICT (store_id, id) DO UPDATE SET state = excluded.state`,
  `INSERT INTO event (store_id, id) SELECT $1, id FROM request WHERE store_id = $1`,
  `UPDATE request SET state = 'open' FROM export WHERE request.store_id = $1 AND export.store_id = request.store_id`,
  `SELECT slug FROM store WHERE id = $1`,
  `SELECT 1 FROM merchant WHERE email = $1`,
  `INSERT INTO pgboss.job (id) VALUES ($1)`,
  `SELECT store_id FROM export WHERE state = $1 AND created_at < $2`,
  `BEGIN; SET LOCAL statement_timeout = 1; COMMIT`,
])("finds the store in: %s", async (statement) => {
  expect(await findStrays(statement, exceptions)).toEqual([]);
});

test.each([
  [`SELECT 1 FROM request WHERE id = $1`, "select request by id"],
  [`SELECT 1 FROM request WHERE store_id <> $1`, "select request by store_id"],
  [`SELECT 1 FROM request WHERE (store_id = $1) IS NOT TRUE`, "select request by store_id"],
  [`SELECT 1 FROM request WHERE NOT (store_id = $1)`, "select request by store_id"],
  [`SELECT 1 FROM request WHERE store_id = $1 OR id = $2`, "select request by id, store_id"],
  [`SELECT 1 FROM request WHERE store_id = coalesce($1, store_id)`, "select request by store_id"],
  [`SELECT 1 FROM request r JOIN export e ON e.request_id = r.id WHERE r.store_id = $1`, "select export by request_id"],
  [`SELECT 1 FROM request r LEFT JOIN export e ON e.store_id = $1 AND r.store_id = $1`, "select request by store_id"],
  [
    `SELECT 1 FROM request WHERE store_id = $1 AND EXISTS (SELECT FROM export e WHERE e.id = $2)`,
    "select export by id",
  ],
  [`WITH x AS (SELECT * FROM request) SELECT 1 FROM x WHERE store_id = $1`, "select request by nothing"],
  [`SELECT 1 FROM request WHERE store_id = $1 UNION SELECT 1 FROM request`, "select request by nothing"],
  [`SELECT 1 FROM request r, store WHERE r.store_id = store.id AND store.slug = $1`, "select store by id, slug"],
  [`INSERT INTO request (id) VALUES ($1)`, "insert request by nothing"],
  [`INSERT INTO request (store_id, id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, "insert request by nothing"],
  [`INSERT INTO event (store_id, id) SELECT $1, id FROM request WHERE id = $2`, "select request by id"],
  [`UPDATE request SET store_id = $1 WHERE id = $2`, "update request by id"],
  [`DELETE FROM export USING request WHERE request.store_id = $1 AND export.id = $2`, "delete export by id"],
  [`DELETE FROM export WHERE state = $1 AND created_at < $2`, "delete export by created_at, state"],
  [`SELECT 1 FROM export WHERE state = $1`, "select export by state"],
])("misses the store in: %s", async (statement, stray) => {
  expect(await findStrays(statement, exceptions)).toContain(stray);
});
