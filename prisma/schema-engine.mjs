#!/usr/bin/env node
// Prisma's CLI starts a "schema engine" program and speaks JSON-RPC to it, a line a message. Its
// native build is downloaded from Prisma's own host at the first use; here nothing is. Prisma also
// publishes the same engine as WebAssembly on npm; this file puts that one behind the
// same protocol, so `prisma generate`, `migrate dev`, `migrate deploy` and `migrate diff` work
// with nothing downloaded. prisma.config.ts points the CLI at it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { parseIntoClientConfig } from "pg-connection-string";

// adapter-pg has no mapping for Postgres' one-byte "char" (OID 18), which the engine's catalogue
// queries return; present it as bpchar (OID 1042), which reads the same.
for (const proto of [pg.Client.prototype, pg.Pool.prototype]) {
  const query = proto.query;
  proto.query = async function (...args) {
    if (typeof args.at(-1) === "function") return query.apply(this, args);
    const result = await query.apply(this, args);
    for (const r of [result].flat())
      for (const field of r.fields ?? []) if (field.dataTypeID === 18) field.dataTypeID = 1042;
    return result;
  };
}

const wasmFile = createRequire(import.meta.url)
  .resolve("@prisma/schema-engine-wasm")
  .replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
const { instance } = await WebAssembly.instantiate(await readFile(wasmFile), {
  "./schema_engine_bg.js": engine,
});
engine.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const args = process.argv.slice(2);
const option = (name) => args.flatMap((a, i) => (a === name ? [args[i + 1]] : []));
if (args.includes("cli")) process.exit(0); // "can-connect-to-database", "create-database"

const { url } = JSON.parse(option("--datasource")[0] ?? "{}");
const datamodels = await Promise.all(
  option("--datamodels").map(async (file) => [file, await readFile(file, "utf8")]),
);
// Separate fields, not a connection string: the string would win over `database`, and the shadow
// connection below would open the real database.
const config = url ? parseIntoClientConfig(url) : {};
const factory = new PrismaPg(config);
// The adapter's own version drops the shadow database while still connected to it, which Postgres refuses.
factory.connectToShadowDb = async () => {
  const main = await factory.connect();
  const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await main.executeScript(`CREATE DATABASE "${database}"`);
  const shadow = await new PrismaPg({ ...config, database }).connect();
  const disconnect = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await disconnect();
    await main.executeScript(`DROP DATABASE "${database}"`);
    await main.dispose();
  };
  return shadow;
};

const send = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
let started;
const start = () =>
  (started ??= engine.SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  ));

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  let answer;
  try {
    const target = await start();
    const result = await target[method === "getDatabaseVersion" ? "version" : method](params);
    // What a command says goes ahead of its answer, as a call of its own.
    if (result?.stdout) send({ jsonrpc: "2.0", id: 0, method: "print", params: { content: result.stdout } });
    answer = { jsonrpc: "2.0", id, result: result ?? null };
  } catch (error) {
    const message = String(error?.message ?? error);
    answer = {
      jsonrpc: "2.0",
      id,
      error: { code: 4466, message, data: { is_panic: false, message, meta: null, error_code: error?.code } },
    };
  }
  send(answer);
}
process.exit(0);
