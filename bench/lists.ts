import { listCountries } from "@/lib/customer/list-countries";
import { searchCustomers } from "@/lib/customer/search-customers";
import { database, openPostgres, shareDatabase } from "@/lib/database";
import { countRequests } from "@/lib/request/count-requests";
import { listRequests } from "@/lib/request/list-requests";
import { readOverview } from "@/lib/request/overview";
import type { RequestFilter } from "@/lib/request/request-filter";
import { readCursor } from "@/lib/search/cursor-page";
import { databaseLimits } from "@/lib/time-limits";
import { applyMigrations } from "@/prisma/migrate";
import { quantile } from "@/test/harness/statistics";
import { assignees, fillStore, tenthStoreId } from "./support/fill-store";

/**
 * The report and the customers' list of one store with 1,000,000 rows, next to smaller stores, and the overview of one with
 * a tenth: the 95th percentile of each page, look-up and search. With BENCH_EXPLAIN it prints the plan of each statement.
 */
const server = process.env.BENCH_DATABASE_URL ?? "";
const rounds = 60;
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);

/** A person of the store, another one in each round. */
type Person = Record<
  "email" | "first" | "last" | "phone" | "city" | "postalCode" | "order" | "reference" | "requestId",
  string
> & { at: Date };

const report = (changes: (person: Person) => Partial<RequestFilter>) => (storeId: string, person: Person) =>
  listRequests(storeId, {
    states: ["unverified", "open", "answered", "refused", "cancelled"],
    sources: ["guest", "signed_in", "staff"],
    types: ["export"],
    search: "",
    sort: "received",
    descending: true,
    cursor: undefined,
    ...changes(person),
  });
const customers =
  (search: (person: Person) => string, after?: (person: Person) => string) => (storeId: string, person: Person) =>
    searchCustomers({ storeId, search: search(person), cursor: after && readCursor({ after: after(person) }) });
const open = { states: ["open"], descending: false } as const;
const closed = { states: ["answered", "refused", "cancelled"], descending: false } as const;
const dayOf = (at: Date) => ({
  from: new Date(at.getTime() - 43_200_000),
  before: new Date(at.getTime() + 43_200_000),
});
const place = ({ at, requestId }: Person) => `${at.toISOString()}_${requestId}`;

const lists: Record<string, (storeId: string, person: Person) => Promise<unknown>> = {
  report: report(() => ({})),
  reportOpen: report(() => ({ states: ["open"] })),
  reportRefusedOfStaff: report(() => ({ states: ["refused"], sources: ["staff"] })),
  reportByDueDate: report(() => ({ ...open, sort: "due" })),
  reportOverdue: report(() => ({ ...open, sort: "due", due: { before: new Date() } })),
  reportOverdueByReceipt: report(() => ({ ...open, due: { before: new Date() } })),
  reportByCustomer: report(() => ({ sort: "customer", descending: false })),
  reportOpenByCustomer: report(() => ({ ...open, sort: "customer" })),
  reportOverdueByCustomer: report(() => ({ ...open, sort: "customer", due: { before: new Date(0) } })),
  reportByCustomerFurtherPage: report((person) => ({ sort: "customer", cursor: readCursor({ after: place(person) }) })),
  reportByStatus: report(() => ({ ...closed, sort: "status" })),
  reportByStatusFurtherPage: report((person) => ({
    ...closed,
    sort: "status",
    cursor: readCursor({ after: place(person) }),
  })),
  reportMine: report(() => ({ ...open, sort: "due", assigneeId: assignees.some })),
  reportMineClosed: report(() => ({ ...closed, assigneeId: assignees.many })),
  reportMineByStatus: report(() => ({ ...closed, sort: "status", assigneeId: assignees.many })),
  reportOfFormerMember: report(() => ({ ...closed, sort: "customer", assigneeId: assignees.none })),
  reportOfNobody: report(() => ({ ...open, sort: "due", assigneeId: null })),
  reportCountry: report(() => ({ ...open, sort: "due", country: "DE" })),
  reportRareCountry: report(() => ({ ...closed, country: "LU" })),
  reportOfADay: report(({ at }) => ({ received: dayOf(at) })),
  reportOpenOfADayByDueDate: report(({ at }) => ({ ...open, sort: "due", received: dayOf(at) })),
  reportOfADayByCustomer: report(({ at }) => ({ sort: "customer", received: dayOf(at) })),
  reportCounts: (storeId) => countRequests(storeId, "UTC"),
  reportCountries: (storeId) => listCountries(storeId),
  reportFurtherPage: report((person) => ({ cursor: readCursor({ after: place(person) }) })),
  reportEmail: report(({ email }) => ({ search: email })),
  reportReference: report(({ reference }) => ({ search: reference })),
  reportFirstName: report(({ first }) => ({ search: first })),
  reportLastName: report(({ last }) => ({ search: last })),
  reportBothNames: report(({ first, last }) => ({ search: `${last} ${first}` })),
  reportNobody: report(({ email }) => ({ search: `${email}x` })),
  overview: () => readOverview(tenthStoreId),
  customers: customers(() => ""),
  customersFurtherPage: customers(() => "", place),
  customersEmail: customers(({ email }) => email),
  customersPhone: customers(({ phone }) => phone),
  customersOrder: customers(({ order }) => order),
  customersOrderNumber: customers(({ order }) => order.slice(1)),
  customersFirstName: customers(({ first }) => first),
  customersLastName: customers(({ last }) => last),
  customersBothNames: customers(({ first, last }) => `${first} ${last}`),
  customersTown: customers(({ city }) => city),
  customersTownFurtherPage: customers(({ city }) => city, place),
  customersTownAndName: customers(({ city, last }) => `${last} ${city}`),
  customersFiveDigits: customers(({ postalCode }) => postalCode),
  customersHalfPhone: customers(({ phone }) => phone.slice(-6)),
  customersTwoLetters: customers(({ first, last }) => `${first.slice(0, 2)} ${last.slice(0, 2)}`),
  customersNobody: customers(({ email }) => `${email}x`),
};

const admin = openPostgres(server);
await admin.execute("DROP DATABASE IF EXISTS dossier_lists");
await admin.execute("CREATE DATABASE dossier_lists");
const url = Object.assign(new URL(server), { pathname: "/dossier_lists" }).href;
const opened = shareDatabase(openPostgres(url, { limits: databaseLimits.admin }));
try {
  await applyMigrations(opened, url);
  const storeId = await fillStore(rows);
  const people = await samplePeople(storeId);
  if (process.env.BENCH_EXPLAIN) explainStatements();
  const times = new Map<string, number[]>(Object.keys(lists).map((list) => [list, []]));
  for (const [round, person] of people.entries())
    for (const [list, ask] of Object.entries(lists)) {
      const startedAt = performance.now();
      await ask(storeId, person);
      // The first rounds fill PostgreSQL's cache, as a server's is that has been running.
      if (round >= 5) times.get(list)?.push(performance.now() - startedAt);
    }
  const figures = [...times].map(
    ([list, taken]) => [list, { p95Ms: Math.round(quantile(taken, 0.95) * 10) / 10 }] as const,
  );
  process.stdout.write(`${JSON.stringify({ rows, ...Object.fromEntries(figures) })}\n`);
} finally {
  await opened.close();
  await admin.execute("DROP DATABASE dossier_lists WITH (FORCE)");
  await admin.close();
}

async function samplePeople(storeId: string): Promise<Person[]> {
  const { rows: found } = await database().query(
    `SELECT c.email, c.first_name AS first, c.last_name AS last, c.phone, a.city, a.postal_code AS "postalCode",
            o.name AS "order", r.reference, r.created_at AS at, r.id AS "requestId"
       FROM customer c JOIN address a ON a.store_id = c.store_id AND a.customer_id = c.id
       JOIN "order" o ON o.store_id = c.store_id AND o.customer_id = c.id
       JOIN request r ON r.store_id = c.store_id AND r.customer_id = c.id AND r.state = 'answered'
      WHERE c.store_id = $1 ORDER BY md5(c.id::text) LIMIT $2`,
    [storeId, rounds + 5],
  );
  return found as Person[];
}

/** Prints how PostgreSQL runs each statement from now on. */
function explainStatements() {
  const query: typeof opened.query = async (text, values) => {
    const plan = await opened.query(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS) ${text}`, values);
    const lines = (plan.rows as Record<string, string>[]).map((row) => row["QUERY PLAN"]);
    process.stderr.write(`\n${JSON.stringify(values)}\n${lines.join("\n")}\n`);
    return await opened.query(text, values);
  };
  shareDatabase({ ...opened, query });
}
