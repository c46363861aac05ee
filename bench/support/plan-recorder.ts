import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Database, transact } from "@/lib/database";
import { PrismaClient } from "@/prisma/generated/client";

/** How PostgreSQL ran one statement. */
export interface Plan {
  statement: string;
  /** Each way in which a table was read, such as "Index Scan request", once. */
  scans: string[];
  /** Tables, or their partitions, that were read from at all. */
  relations: string[];
  /** Pages of 8 kB, from the cache and from the disk. */
  buffers: number;
  /** What it wrote to the log, in bytes. */
  walBytes: number;
  /** Planning and execution. */
  ms: number;
}

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Subplan Name"?: string;
  "CTE Name"?: string;
  "Actual Loops": number;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  "WAL Bytes": number;
  Plans?: Node[];
}

/**
 * Opens a database that, while it records, runs each statement of the app's once more before the app
 * does, in a transaction or savepoint that is rolled back, and asks PostgreSQL how it ran it. Statements
 * that name none of the tables are let through.
 */
export function openRecording(url: string, tables: string[]) {
  const named = new RegExp(`\\b(FROM|JOIN|INTO|UPDATE)\\s+("public"\\.)?"?(${tables.join("|")})\\b`, "i");
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { timeout: 600_000, maxWait: 60_000 },
  });
  let plans: Plan[] | undefined;
  pool.on("connect", (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    let inside = false;
    const explain = async (statement: string, values: unknown[] | undefined, list: Plan[]) => {
      const [begin, end] = inside ? ["SAVEPOINT plan", "ROLLBACK TO plan"] : ["BEGIN", "ROLLBACK"];
      const query = { text: `EXPLAIN (ANALYZE, BUFFERS, WAL, FORMAT JSON) ${statement}`, values };
      await send(begin);
      const { rows } = (await send(query)) as pg.QueryResult<{ "QUERY PLAN": [Explained] }>;
      await send(end);
      for (const row of rows) list.push(read(statement, row["QUERY PLAN"][0]));
    };
    client.query = ((...args: [string | { text: string; values?: unknown[] }, ...unknown[]]) => {
      const [first, second] = args;
      const text = typeof first === "string" ? first : first.text;
      const values = typeof first === "string" ? (Array.isArray(second) ? second : undefined) : first.values;
      if (/^(BEGIN|COMMIT|ROLLBACK)\b/.test(text) && !/ROLLBACK TO/.test(text)) inside = text.startsWith("BEGIN");
      const explained = plans && named.test(text) ? explain(text, values, plans) : undefined;
      // The pool, which hands in a callback, waits for that and not for what is returned.
      return explained ? explained.then(() => send(...args)) : send(...args);
    }) as typeof client.query;
  });
  const opened: Database = {
    prisma,
    query: (text, values) => pool.query(text, values),
    prepared: (text, values) => pool.query(text, values),
    transaction: (work) => transact(pool, work),
    execute: async (script) => void (await pool.query(script)),
    embedded: undefined,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
  /** @returns how the statements of some work ran. */
  const record = async (work: () => Promise<unknown>): Promise<Plan[]> => {
    const list: Plan[] = [];
    plans = list;
    await work().finally(() => {
      plans = undefined;
    });
    return list;
  };
  return { opened, record };
}

interface Explained {
  Plan: Node;
  "Planning Time": number;
  "Execution Time": number;
}

function read(statement: string, { Plan: top, ...times }: Explained): Plan {
  const all = flatten(top);
  const nodes = all.filter((node) => node["Actual Loops"] > 0);
  const scans = nodes.flatMap((node) =>
    node["Relation Name"] ? [`${node["Node Type"]} ${node["Relation Name"]}`] : [],
  );
  // What a WITH writes and nothing pulls is run after the statement, whose own figures leave it out.
  const pulled = new Set(all.map((node) => `CTE ${node["CTE Name"]}`));
  const rest = all.filter((node) => node["Subplan Name"]?.startsWith("CTE ") && !pulled.has(node["Subplan Name"]));
  const total = (of: (node: Node) => number) => [top, ...rest].reduce((sum, node) => sum + of(node), 0);
  return {
    statement,
    scans: [...new Set(scans)],
    relations: [...new Set(nodes.flatMap((node) => node["Relation Name"] ?? []))],
    buffers: total((node) => node["Shared Hit Blocks"] + node["Shared Read Blocks"]),
    walBytes: total((node) => node["WAL Bytes"]),
    ms: times["Planning Time"] + times["Execution Time"],
  };
}

function flatten(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}
