#!/usr/bin/env node
// Prisma's CLI starts a "schema engine" program and speaks JSON-RPC to it, one line per message. It downloads a native
// build of that from Prisma's own host; this file speaks the same protocol for the WebAssembly build on npm.
// prisma.config.ts points the CLI at it: docs/decisions/019-offline-schema-engine.md.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import { parseIntoClientConfig } from "pg-connection-string";

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
// Separate fields, not a connection string: the string would override `database`, and the shadow connection below
// would open the real database.
const config = url ? parseIntoClientConfig(url) : {};
const connect = async (changes) => {
  const adapter = await new PrismaPg({ ...config, ...changes }).connect();
  // The adapter's own version splits a script at each semicolon, also within comments and function bodies.
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script).catch((error) => adapter.onError(error));
  };
  // It cannot read PostgreSQL's one-byte "char" (OID 18), which catalogs hold: it reads it as bpchar (OID 1042) instead.
  const { performIO, queryRaw } = adapter;
  adapter.queryRaw = async (query) => {
    let isChar = [];
    const reader = Object.create(adapter, {
      performIO: {
        value: async (sent) => {
          const result = await performIO.call(adapter, sent);
          isChar = result.fields.map(({ dataTypeID }) => dataTypeID === 18);
          for (const field of result.fields) if (field.dataTypeID === 18) field.dataTypeID = 1042;
          return result;
        },
      },
    });
    const result = await queryRaw.call(reader, query);
    const columnTypes = result.columnTypes.map((type, index) => (isChar[index] ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
  return adapter;
};
const factory = new PrismaPg(config);
factory.connect = () => connect();
// The adapter's own version drops the shadow database while still connected to it, which PostgreSQL refuses.
factory.connectToShadowDb = async () => {
  const main = await connect();
  const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await main.executeScript(`CREATE DATABASE "${database}"`);
  const shadow = await connect({ database });
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
    // A command's output precedes its answer, as a separate call.
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
