import { expect, test } from "vitest";
import { database } from "@/lib/database";
import { withTestDatabase } from "@/test/harness/test-database";
import { exceptions } from "./statements/exceptions";

withTestDatabase();

/** Tables that belong to no single store: every statement on them may leave it out. */
const keyedOtherwise = exceptions.flatMap(({ table, verb }) => (verb || table.includes(".") ? [] : [table]));

test("the primary key of every table of a store's data begins with the store", async () => {
  const { rows } = await database().query(`
    SELECT t.table_name AS table, k.column_name AS first
    FROM information_schema.tables t
    LEFT JOIN information_schema.table_constraints c ON c.table_schema = t.table_schema
      AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'
    LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = c.constraint_schema
      AND k.constraint_name = c.constraint_name AND k.table_name = c.table_name AND k.ordinal_position = 1
    WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'`);
  const others = (rows as { table: string; first: string | null }[])
    .filter(({ first }) => first !== "store_id")
    .map(({ table }) => table);
  expect(others.sort()).toEqual(keyedOtherwise.sort());
});

test("a foreign key between two tables of a store's data includes the store on both sides", async () => {
  const { rows } = await database().query(`
    SELECT c.conname AS name, f.relname AS table, r.relname AS target,
      EXISTS (
        SELECT FROM unnest(c.conkey, c.confkey) AS pair(near, far)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = pair.near AND a.attname = 'store_id'
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = pair.far AND b.attname = 'store_id'
      ) AS paired
    FROM pg_constraint c
    JOIN pg_class f ON f.oid = c.conrelid
    JOIN pg_class r ON r.oid = c.confrelid
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`);
  expect(rows.length).toBeGreaterThan(0);
  const astray = (rows as { target: string; paired: boolean }[]).filter(
    ({ target, paired }) => !paired && !keyedOtherwise.includes(target),
  );
  expect(astray).toEqual([]);
});

test("no unique index of a store's data spans stores", async () => {
  const { rows } = await database().query(`
    SELECT i.relname AS name, t.relname AS table, a.attname AS first
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_class t ON t.oid = x.indrelid
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
    WHERE x.indisunique AND t.relnamespace = 'public'::regnamespace`);
  const astray = (rows as { table: string; first: string | null }[]).filter(
    ({ table, first }) => first !== "store_id" && !keyedOtherwise.includes(table),
  );
  expect(astray).toEqual([]);
});
