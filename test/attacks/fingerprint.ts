import type { Pool } from "pg";

/**
 * The content of each table: how many rows, and which transactions wrote them. Two are equal only if
 * nothing was written, changed or deleted between them. Counters of tries are left out: a refused
 * try counts too; and of sessions when they were last seen.
 */
export async function fingerprint(pool: Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT IN ('rate_limit', 'session', '_prisma_migrations')`,
  );
  const written = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' rows, ' || coalesce(sum(xmin::text::numeric), 0) AS held FROM ${name}`,
  );
  const { rows } = await pool.query<{ name: string; held: string }>(
    `${written.join(" UNION ALL ")}
     UNION ALL SELECT 'session', string_agg(id::text, ' ' ORDER BY id) FROM session
     UNION ALL SELECT 'pgboss.job', string_agg(id::text, ' ' ORDER BY id) FROM pgboss.job WHERE name NOT LIKE '\\_\\_%'`,
  );
  return Object.fromEntries(rows.map(({ name, held }) => [name, held]));
}
