import { searchCustomers } from "@/lib/customer/search-customers";
import { database, openPostgres, shareDatabase } from "@/lib/database";
import { listRequests } from "@/lib/request/list-requests";
import type { RequestFilter } from "@/lib/request/request-filter";
import { readCursor } from "@/lib/search/cursor-page";
import { normalizeQuery } from "@/lib/search/search-query";
import { applyMigrations } from "@/prisma/migrate";
import { quantile } from "@/test/harness/statistics";
import { fillStore } from "./support/fill-store";

/**
 * The report and the search of customers, with 1,000 and with 1,000,000 rows of one store, each in
 * a database of its own beside twenty smaller stores. Answers the 95th percentiles and their ratio.
 */
const server = process.env.BENCH_DATABASE_URL ?? "";
const rounds = 150;
const large = Number(process.env.BENCH_ROWS ?? 1_000_000);

const everything: RequestFilter = {
  states: ["open", "answered", "refused", "cancelled"],
  sources: ["guest", "signed_in", "staff"],
  types: ["export"],
  search: "",
  sort: "newest",
  cursor: undefined,
};

/** What is asked for, of the row with a number. Each is another look-up in each round. */
const lists: Record<string, (storeId: string, row: Row) => Promise<unknown>> = {
  report: (storeId) => listRequests(storeId, everything),
  reportOpen: (storeId) => listRequests(storeId, { ...everything, states: ["open"] }),
  reportOfStaffRefused: (storeId) => listRequests(storeId, { ...everything, states: ["refused"], sources: ["staff"] }),
  reportByDueDate: (storeId) => listRequests(storeId, { ...everything, states: ["open"], sort: "due" }),
  reportFurtherPage: (storeId, row) => listRequests(storeId, { ...everything, cursor: row.cursor }),
  reportSearchEmail: (storeId, row) => searchRequests(storeId, row.email),
  reportSearchName: (storeId, row) => searchRequests(storeId, row.name),
  reportSearchLastName: (storeId, row) => searchRequests(storeId, row.name.split(" ")[1] ?? ""),
  reportSearchReference: (storeId, row) => searchRequests(storeId, row.reference),
  reportSearchNobody: (storeId, row) => searchRequests(storeId, `${row.email}x`),
  customers: (storeId) => searchPeople(storeId, ""),
  customersFurtherPage: (storeId, row) => searchCustomers({ storeId, search: "", cursor: row.cursor }),
  customersEmail: (storeId, row) => searchPeople(storeId, row.email),
  customersName: (storeId, row) => searchPeople(storeId, row.name),
  customersNameTurned: (storeId, row) => searchPeople(storeId, row.name.split(" ").reverse().join(" ")),
  customersFirstName: (storeId, row) => searchPeople(storeId, row.name.split(" ")[0] ?? ""),
  customersLastName: (storeId, row) => searchPeople(storeId, row.name.split(" ")[1] ?? ""),
  customersPhone: (storeId, row) => searchPeople(storeId, row.phone),
  customersPhoneEnd: (storeId, row) => searchPeople(storeId, row.phone.slice(-7)),
  customersOrder: (storeId, row) => searchPeople(storeId, row.order),
  customersTwoLetters: (storeId, row) => searchPeople(storeId, row.name.slice(0, 2)),
  customersNobody: (storeId, row) => searchPeople(storeId, `${row.email}x`),
};

const small = await open(1000);
const big = await open(large);
try {
  // Turn by turn, so that whatever else the machine does falls on both.
  for (let round = -10; round < rounds; round++)
    for (const [list, ask] of Object.entries(lists))
      for (const { database: opened, storeId, samples, times } of [small, big]) {
        shareDatabase(opened);
        const row = samples[(round + samples.length) % samples.length];
        const startedAt = performance.now();
        if (row) await ask(storeId, row);
        if (round >= 0) times[list]?.push(performance.now() - startedAt);
      }
  if (process.env.BENCH_EXPLAIN) process.stderr.write(await explain());
} finally {
  for (const { close } of [small, big]) await close();
}
const figures = Object.keys(lists).map((list) => {
  const [few, many] = [small, big].map(({ times }) => quantile(times[list] ?? [], 0.95));
  return [list, { p95MsOf1000: few, p95Ms: many, ratio: ratio(few, many) }] as const;
});
const together = (["report", "customers"] as const).map((start) => {
  const [few, many] = [small, big].map(({ times }) =>
    quantile(
      Object.entries(times).flatMap(([list, taken]) => (list.startsWith(start) ? taken : [])),
      0.95,
    ),
  );
  return [start, { p95MsOf1000: few, p95Ms: many, ratio: ratio(few, many) }];
});
process.stdout.write(
  `${JSON.stringify({ rows: large, together: Object.fromEntries(together), ...Object.fromEntries(figures) })}\n`,
);

function ratio(few = 1, many = 0): number {
  return Math.round((many / few) * 100) / 100;
}

interface Row {
  email: string;
  name: string;
  phone: string;
  reference: string;
  order: string;
  cursor: ReturnType<typeof readCursor>;
}

async function open(rows: number) {
  const admin = openPostgres(server);
  const name = `dossier_lists_${rows}`;
  await admin.execute(`DROP DATABASE IF EXISTS ${name}`);
  await admin.execute(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const opened = shareDatabase(openPostgres(url));
  await applyMigrations(opened, url);
  const storeId = await fillStore(rows);
  return {
    database: opened,
    storeId,
    samples: await sampleRows(storeId, rounds),
    times: Object.fromEntries(Object.keys(lists).map((list): [string, number[]] => [list, []])),
    close: async () => {
      await opened.close();
      await admin.execute(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.close();
    },
  };
}

/** The plans of each look-up's statements in the larger store. */
async function explain(): Promise<string> {
  const { database: opened, storeId, samples } = big;
  const plans: string[] = [];
  const query: typeof opened.query = async (text, values) => {
    const plan = await opened.query(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS) ${text}`, values);
    plans.push((plan.rows as Record<string, string>[]).map((row) => row["QUERY PLAN"]).join("\n"));
    return await opened.query(text, values);
  };
  shareDatabase({ ...opened, query, prepared: query });
  for (const [list, ask] of Object.entries(lists)) {
    plans.push(`\n== ${list}`);
    if (samples[0]) await ask(storeId, samples[0]);
  }
  return `${plans.join("\n")}\n`;
}

async function sampleRows(storeId: string, count: number): Promise<Row[]> {
  const { rows } = await database().query(
    `SELECT c.email, c.first_name || ' ' || c.last_name AS name, c.phone, r.reference, r.created_at AS "at", r.id,
            o.name AS "order"
       FROM request r
       JOIN customer c ON c.store_id = r.store_id AND c.id = r.customer_id
       JOIN "order" o ON o.store_id = c.store_id AND o.customer_id = c.id
      WHERE r.store_id = $1 ORDER BY md5(r.id::text) LIMIT $2`,
    [storeId, count],
  );
  return (rows as (Omit<Row, "cursor"> & { at: Date; id: string })[]).map(({ at, id, ...row }) => ({
    ...row,
    cursor: readCursor({ after: `${at.toISOString()}_${id}` }),
  }));
}

function searchRequests(storeId: string, typed: string) {
  return listRequests(storeId, { ...everything, search: normalizeQuery(typed) });
}

function searchPeople(storeId: string, typed: string) {
  return searchCustomers({ storeId, search: normalizeQuery(typed), cursor: undefined });
}
