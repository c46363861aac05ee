import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import type { Database } from "@/lib/database";
import { PrismaClient } from "@/prisma/generated/client";

/**
 * A database that records each statement that the app sends. Those that tests send themselves are not
 * recorded, since they read all stores. A statement belongs to the file that calls `prisma()` or
 * `database()`; a transaction that a test opens and passes on is the test's.
 * @param url the address of the database, unless it is embedded.
 */
export function watchStatements(opened: Database, url: string, statements: Set<string>): Database {
  const watched = new PrismaClient({
    adapter: opened.embedded ? new PrismaPGlite(opened.embedded) : new PrismaPg({ connectionString: url, max: 20 }),
    transactionOptions: { timeout: 15_000, maxWait: 10_000 },
    log: [{ emit: "event", level: "query" }],
  });
  watched.$on("query", ({ query }) => statements.add(query));
  return {
    ...opened,
    get prisma() {
      return isTest() ? opened.prisma : watched;
    },
    query: async (text, values) => {
      if (!isTest()) statements.add(text);
      return await opened.query(text, values);
    },
    prepared: async (text, values) => {
      if (!isTest()) statements.add(text);
      return await opened.prepared(text, values);
    },
    transaction: async (work) => {
      const test = isTest();
      return await opened.transaction((prepared) =>
        work(async (text, values) => {
          if (!test) statements.add(text);
          return await prepared(text, values);
        }),
      );
    },
    close: async () => {
      await watched.$disconnect();
      await opened.close();
    },
  };
}

/** Whether a test, not the app, asks for the database. */
function isTest(): boolean {
  const callers = (new Error().stack ?? "").split("\n").slice(1);
  const caller = callers.find((line) => !/\/lib\/database\.ts|\/prisma\/statements\//.test(line)) ?? "";
  return /\/test\/(factories|harness)\/|\.test\.tsx?[:)]/.test(caller);
}
