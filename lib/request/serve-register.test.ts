import { parse } from "csv-parse/sync";
import { beforeEach, expect, test, vi } from "vitest";
import { database, prisma } from "@/lib/database";
import { eventTypesOf, makeRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import type { RequestFilter } from "./request-filter";
import { closedStates } from "./request-status";
import { serveRegister } from "./serve-register";

withTestDatabase();

let storeId: string;
let actor: Awaited<ReturnType<typeof makeMember>>;
beforeEach(async () => {
  storeId = (await makeStore()).id;
  actor = await makeMember(storeId, "staff", "Mara");
});

const everything: RequestFilter = {
  ...{ states: ["open", ...closedStates], sources: ["guest", "signed_in", "staff"], types: ["export"] },
  ...{ search: "", sort: "received", descending: true, cursor: undefined },
};

async function ask({
  filter = {},
  method = "GET",
  headers = {},
  locale = "en" as "en" | "de",
}: {
  filter?: Partial<RequestFilter>;
  method?: string;
  headers?: Record<string, string>;
  locale?: "en" | "de";
} = {}) {
  return await serveRegister({
    ...{ storeId, actor, locale, timeZone: "Europe/Berlin", filters: Object.keys(filter) },
    filter: { ...everything, ...filter },
    request: new Request("http://localhost/", { method, headers }),
  });
}

const rowsOf = async (response: Response): Promise<Record<string, string>[]> =>
  parse(await response.text(), { columns: true, bom: true });

/** A great many requests, a second apart. */
async function fill(count: number) {
  await database().query(
    `INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, locale, search_text, created_at, due_at)
     SELECT $1, gen_random_uuid(), 'DR-' || n, 'export', 'guest', 'open', 'email:' || n, 'someone.with.a.name.' || n || '@mail.example',
            'en', '', now() - n * interval '1 second', now() FROM generate_series(1, $2::int) AS n`,
    [storeId, count],
  );
}

test("the register tells of each request what an authority asks, in the store's days, and formulas are defused", async () => {
  const reference = "DR-7K3F-9QXM";
  await makeRequest(storeId, {
    ...{ reference, state: "answered", answer: "elsewhere", assigneeId: actor.id, customerName: "=cmd|' /C calc'!A0" },
    ...{ email: "ann@mail.example", source: "signed_in" },
    // Half past eleven at night in London is the next day in Berlin.
    ...{ createdAt: new Date("2026-03-01T23:30:00Z"), verifiedAt: new Date("2026-03-02T08:00:00Z") },
    ...{ closedAt: new Date("2026-03-12T10:00:00Z"), dueAt: new Date("2026-04-01T22:00:00Z") },
  });
  await makeRequest(storeId, { state: "refused", refusalReason: 'Twice, "again"', closedAt: new Date() });
  await makeRequest(storeId, { state: "cancelled", closedAsSpam: true, closedAt: new Date() });
  await makeRequest((await makeStore()).id);
  const response = await ask({ filter: { search: "" } });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toMatch(
    /^attachment; filename="customer-data-requests-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const bytes = new Uint8Array(await response.clone().arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows = await rowsOf(response);
  expect(rows.map(({ Status }) => Status)).toEqual(["Closed as spam", "Refused", "Answered"]);
  expect(rows[2]).toEqual({
    ...{ Reference: reference, Type: "Export", Source: "Signed in", Status: "Answered" },
    ...{ Requested: "2026-03-02", Verified: "2026-03-02", Due: "2026-04-02", Closed: "2026-03-12" },
    ...{ "Days to answer": "10", Answer: "Answered directly, by email, phone or post", "Reason for refusal": "" },
    ...{ "Assigned to": "Mara", Customer: "'=cmd|' /C calc'!A0", Email: "ann@mail.example" },
  });
  expect(rows[1]).toMatchObject({ "Reason for refusal": 'Twice, "again"', "Days to answer": "0" });
  expect(rows[0]).toMatchObject({ "Days to answer": "", Answer: "" });
});

test("each download is an event with the names of its filters; HEAD is none, and a prefetch is refused", async () => {
  await makeRequest(storeId);
  expect((await ask({ method: "HEAD" })).body).toBeNull();
  expect((await ask({ headers: { "sec-purpose": "prefetch" } })).status).toBe(403);
  expect(await eventTypesOf(storeId)).toEqual([]);
  const german = await rowsOf(await ask({ filter: { states: ["open"] }, locale: "de" }));
  expect(german).toMatchObject([{ Status: "Offen" }]);
  const events = await prisma().event.findMany({ where: { storeId } });
  expect(events).toMatchObject([{ type: "register_downloaded", actorName: "Mara", data: { filters: ["states"] } }]);
});

test("all that match are in it once, newest first, however many batches they take", async () => {
  await fill(1203);
  const rows = await rowsOf(await ask());
  expect(rows.map(({ Reference }) => Reference)).toEqual(Array.from({ length: 1203 }, (_, index) => `DR-${index + 1}`));
  expect(await rowsOf(await ask({ filter: { states: ["answered"] } }))).toEqual([]);
});

test("it is read as fast as its reader reads, and ends with the reader", async () => {
  await fill(20_000);
  const query = vi.spyOn(database(), "query");
  const reader = (await ask()).body?.getReader();
  await reader?.read();
  const settled = async () => {
    let [before, now] = [-1, 0];
    while (before !== now) {
      before = now;
      await new Promise((done) => setTimeout(done, 300));
      now = query.mock.calls.length;
    }
    return now;
  };
  const asked = await settled();
  expect(asked).toBeLessThan(20);
  await reader?.cancel();
  expect(await settled()).toBeLessThanOrEqual(asked + 1);
  query.mockRestore();
});
