import { database } from "@/lib/database";

/** The tables, the queue's included, with a row that holds this text, as text or as bytes. */
export async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await database().query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'pgboss') ORDER BY 1`,
  );
  const patterns = [text, Buffer.from(text).toString("hex")].map((part) => `%${part}%`);
  const found: string[] = [];
  for (const { name } of rows as { name: string }[]) {
    const hits = await database().query(`SELECT 1 FROM ${name} AS r WHERE r::text LIKE ANY ($1::text[]) LIMIT 1`, [
      patterns,
    ]);
    if (hits.rows.length > 0) found.push(name);
  }
  return found;
}
