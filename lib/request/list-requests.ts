import { database } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import {
  type AddValue,
  type Cursor,
  type CursorPage,
  cursorCondition,
  type SortKey,
  toPage,
} from "@/lib/search/cursor-page";
import { type Matches, pageQuery } from "@/lib/search/page-query";
import { cleanQuery, matchesWords, readAddress } from "@/lib/search/search-query";
import { RequestState } from "@/prisma/generated/client";
import { LISTED_COLUMNS, type ListedRequest, selectListed } from "./listed-request";
import type { RequestFilter, RequestSort, TimeRange } from "./request-filter";

const PAGE_ROWS = 50;

/**
 * A page of a store's requests. A search looks in references, email addresses and customers' names. A whole
 * email address or reference ends it where the store has such a request, of whatever state.
 */
export async function listRequests(
  storeId: string,
  filter: RequestFilter,
  pageRows = PAGE_ROWS,
): Promise<CursorPage<ListedRequest>> {
  const values: unknown[] = [storeId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const { sort, descending } = filter;
  const place = filter.cursor && (await placeOf(storeId, sort, filter.cursor));
  const cursor = place && filter.cursor;
  const keys = KEYS[sort];
  const page = cursorCondition(keys, descending, cursor, add, place);
  const query = (within: string[], matches?: Matches, beyond = page.condition) =>
    pageQuery({
      table: "request",
      columns: LISTED_COLUMNS,
      computed: sort === "customer" ? customerKey : undefined,
      within: ["store_id = $1", ...within].join(" AND "),
      beyond,
      matches,
      orderBy: page.orderBy,
      limit: pageRows + 1,
    });
  const typed = cleanQuery(filter.search);
  const exact = typed ? await findExact(storeId, typed) : undefined;
  const { common, selective, country } = conditions(
    exact ? { ...filter, search: "" } : { ...filter, search: typed },
    add,
  );
  const kinds = (): string[] => [
    `state = ANY(${add(filter.states)}::text[]::request_state[])`,
    `source = ANY(${add(filter.sources)}::text[]::request_source[])`,
  ];
  /** Conditions that few rows may meet, and that of the country. */
  const few = (each: string[]): Matches => ({
    found: (country?.found ?? [[]]).map((own) => [...each, ...own].join(" AND ")),
    tested: [...each, ...(country ? [country.tested] : [])].join(" AND "),
  });
  let found: string;
  if (exact)
    found = query([`${exact.column} = ANY(${add(exact.values)}::text[])`], few([...kinds(), ...common, ...selective]));
  // No index has a state's requests in the order of names.
  else if (sort === "customer") found = query([], few([...kinds(), ...common, ...selective]));
  else if (selective.length > 0 || country) found = query([...kinds(), ...common], few(selective));
  else {
    const ofOwnState = () => cursorCondition([dueKey], descending, cursor, add).condition;
    const each = runs(filter, place, add, ofOwnState).map(
      ({ run, beyond = page.condition }) => `(${query([run, ...common], undefined, beyond)})`,
    );
    const merged = each.length > 0 ? each.join(" UNION ALL ") : query(["false", ...common]);
    found = `SELECT * FROM (${merged}) AS runs WHERE ${page.condition} ${page.orderBy} LIMIT ${pageRows + 1}`;
  }
  const { rows } = await database().query(`${selectListed(`(${found})`)} ${page.orderOf("request.")}`, values);
  return toPage(rows as ListedRequest[], pageRows, cursor, (row) => (sort === "received" ? row.createdAt : row.dueAt));
}

/** Names as they are sorted, without accents and capitals; an address where there is no name. An index has the same. */
const CUSTOMER_KEY = `request_customer_key(customer_name, email) COLLATE "C"`;

const customerKey = { sql: CUSTOMER_KEY, name: "customer_key", type: "text" };
const dueKey = { sql: "due_at", name: "due_at", type: "timestamptz" };
const KEYS: Record<RequestSort, SortKey[]> = {
  due: [dueKey],
  received: [{ sql: "created_at", name: "created_at", type: "timestamptz" }],
  customer: [customerKey],
  status: [{ sql: "state", name: "state", type: "request_state" }, dueKey],
};

/** A cursor's values of the keys. A URL has no name, so that one is looked up; undefined where the request is gone. */
async function placeOf(storeId: string, sort: RequestSort, { at, id }: Cursor): Promise<unknown[] | undefined> {
  if (sort === "due" || sort === "received") return [at];
  const { rows } = await database().query(
    `SELECT state, due_at AS "dueAt", ${CUSTOMER_KEY} AS "customerKey" FROM request WHERE store_id = $1 AND id = $2::uuid`,
    [storeId, id],
  );
  const [row] = rows as { state: RequestState; dueAt: Date; customerKey: string }[];
  return row && (sort === "customer" ? [row.customerKey] : [row.state, row.dueAt]);
}

/**
 * Each state and source has its own run in an index that is in the order of the list: however rare what is
 * wanted is among the rest, each run gives at most a page. Sorted by status, only the runs of the cursor's own state
 * begin in their middle.
 * @param ofOwnState the condition that a row of the cursor's state lies beyond it.
 */
function runs(
  { states, sources, sort, descending, cursor }: RequestFilter,
  place: unknown[] | undefined,
  add: AddValue,
  ofOwnState: () => string,
): { run: string; beyond?: string }[] {
  const order = Object.values(RequestState);
  const isAscending = descending === (cursor?.backwards ?? false);
  return states.flatMap((state) => {
    const ahead = order.indexOf(state) - order.indexOf(place?.[0] as RequestState);
    const isSplit = sort === "status" && place !== undefined;
    if (isSplit && ahead !== 0 && ahead > 0 !== isAscending) return [];
    const beyond = isSplit ? { beyond: ahead === 0 ? ofOwnState() : "true" } : {};
    return sources.map((source) => ({
      run: `state = ${add(state)}::request_state AND source = ${add(source)}::request_source`,
      ...beyond,
    }));
  });
}

/** What a filter asks for besides states and sources: what the list's own index can answer, and what few may meet. */
function conditions({ types, due, received, assigneeId, country, search, sort }: RequestFilter, add: AddValue) {
  const type = `type = ANY(${add(types)}::text[]::request_type[])`;
  const dueDate = between("due_at", due, add);
  const receipt = between("created_at", received, add);
  // An answer is never due before its request was made: a list that begins at the oldest due date finds its place.
  const notBefore = between("due_at", { from: received?.from }, add);
  const isByDueDate = sort === "due" || sort === "status";
  return {
    common: [
      type,
      ...notBefore,
      ...(isByDueDate ? dueDate : receipt),
      ...(assigneeId === null ? ["assignee_id IS NULL"] : []),
    ],
    selective: [
      ...(isByDueDate ? receipt : dueDate),
      ...(assigneeId ? [`assignee_id = ${add(assigneeId)}::uuid`] : []),
      ...(search ? [matchesWords(search, add)] : []),
    ],
    country: country ? ofCountry(add(country)) : undefined,
  };
}

/** The country of the customer's address or, without a customer, the one that the store's staff entered. */
function ofCountry(code: string) {
  const addresses = (further: string) => `FROM address AS a WHERE a.store_id = $1 AND a.country = ${code}${further}`;
  return {
    found: [[`customer_id IN (SELECT a.customer_id ${addresses("")})`], ["customer_id IS NULL", `country = ${code}`]],
    tested: `CASE WHEN customer_id IS NULL THEN country = ${code}
      ELSE (SELECT true ${addresses(" AND a.customer_id = listed.customer_id LIMIT 1")}) END`,
  };
}

function between(column: string, range: TimeRange | undefined, add: AddValue): string[] {
  return [
    ...(range?.from ? [`${column} >= ${add(range.from)}::timestamptz`] : []),
    ...(range?.before ? [`${column} < ${add(range.before)}::timestamptz`] : []),
  ];
}

/** A whole address or reference that some request of the store has, by the column it is found in. */
async function findExact(storeId: string, typed: string) {
  const address = readAddress(typed);
  const reference = typed.toUpperCase();
  const exact = address
    ? { column: "email_normalized", values: storedForms(address) }
    : reference.startsWith("DR-")
      ? { column: "reference", values: [reference] }
      : undefined;
  if (!exact) return undefined;
  const { rows } = await database().query(
    `SELECT 1 FROM request WHERE store_id = $1 AND ${exact.column} = ANY($2::text[]) LIMIT 1`,
    [storeId, exact.values],
  );
  return rows.length > 0 ? exact : undefined;
}
