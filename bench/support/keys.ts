import { database } from "@/lib/database";

/** The tables that grow with customers and requests. */
const largeTables = ["customer", "address", "order", "request", "event"];

/** A key or an index, and how it is made. */
interface Made {
  table: string;
  name: string;
  kind: "foreign key" | "primary key" | "index";
  definition: string;
}

/** Takes keys and indexes off the large tables, which are filled many times as fast without. @returns what makeKeys() makes again. */
export async function dropKeys(): Promise<Made[]> {
  const { query, execute } = database();
  const tables = `ANY (ARRAY[${largeTables.map((table) => `'"${table}"'`)}]::regclass[])`;
  const { rows } = await query(`
    SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition,
           CASE contype WHEN 'f' THEN 'foreign key' ELSE 'primary key' END AS kind
      FROM pg_constraint WHERE contype IN ('f', 'p') AND (conrelid = ${tables} OR confrelid = ${tables})
    UNION ALL
    SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), 'index'
      FROM pg_index i WHERE i.indrelid = ${tables} AND NOT i.indisprimary
     ORDER BY kind`);
  const made = rows as Made[];
  for (const { kind, name, table } of made.toSorted(byOrder(["foreign key", "primary key", "index"])))
    await execute(kind === "index" ? `DROP INDEX ${name}` : `ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  return made;
}

/** Makes them, all rows at once, as for a restored database: the tables side by side, then what ties them. */
export async function makeKeys(made: Made[]) {
  const ordered = made.toSorted(byOrder(["index", "primary key", "foreign key"]));
  const own = Map.groupBy(
    ordered.filter(({ kind }) => kind !== "foreign key"),
    ({ table }) => table,
  );
  await Promise.all([...own.values()].map(makeEach));
  await makeEach(ordered.filter(({ kind }) => kind === "foreign key"));
  await database().execute("VACUUM ANALYZE");
}

async function makeEach(made: Made[]) {
  for (const { kind, name, table, definition } of made)
    await database().execute(
      `SET maintenance_work_mem = '512MB'; ${kind === "index" ? definition : `ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${definition}`}`,
    );
}

function byOrder(kinds: Made["kind"][]) {
  return (one: Made, two: Made) => kinds.indexOf(one.kind) - kinds.indexOf(two.kind);
}
