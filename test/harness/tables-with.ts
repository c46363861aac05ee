import { database } from "@/lib/database";

/** All tables, the queue's included. */
export async function allTables(): Promise<string[]> {
  const { rows } = await database().query(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'pgboss') ORDER BY 1`,
  );
  return (rows as { name: string }[]).map(({ name }) => name);
}

/** Those of them with a row that holds one of these texts, as text or as bytes. */
export async function tablesWith(...texts: string[]): Promise<string[]> {
  const patterns = texts.flatMap((text) => [text, Buffer.from(text).toString("hex")]).map((part) => `%${part}%`);
  const found: string[] = [];
  for (const name of await allTables()) {
    const hits = await database().query(`SELECT 1 FROM ${name} AS r WHERE r::text LIKE ANY ($1::text[]) LIMIT 1`, [
      patterns,
    ]);
    if (hits.rows.length > 0) found.push(name);
  }
  return found;
}
