import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { listRequests } from "./list-requests";
import { neighborRequests } from "./neighbor-requests";
import { type RequestFilter, requestSorts } from "./request-filter";

withTestDatabase();

const DAY = 86_400_000;

const everything: RequestFilter = {
  ...{ states: ["open", "answered", "refused"], sources: ["guest", "signed_in", "staff"], types: ["export"] },
  ...{ search: "", sort: "due", descending: false, cursor: undefined },
};

/** A store's requests: two are due at the same moment, and no two orders are alike. */
async function makeList() {
  const { id: storeId } = await makeStore();
  const now = Date.now();
  for (const [index, days] of [3, 9, 9, 1, 30].entries())
    await makeRequest(storeId, {
      createdAt: new Date(now - ((index * 3) % 5) * DAY),
      dueAt: new Date(now + days * DAY),
      state: index === 3 ? "answered" : "open",
      customerName: `${["Cora", "Anna", "Emil", "Bert", "Dora"][index]} Anders`,
    });
  return storeId;
}

test.each(
  requestSorts.flatMap((sort) =>
    [false, true].flatMap((descending) => ["", "anders"].map((search) => ({ sort, descending, search }))),
  ),
)("by $sort, descending $descending, of the search $search, they are those of the list", async (shown) => {
  const storeId = await makeList();
  const filter = { ...everything, ...shown };
  const { rows } = await listRequests(storeId, filter);
  expect(rows).toHaveLength(5);
  for (const [index, { id, createdAt, dueAt }] of rows.entries())
    expect(await neighborRequests({ storeId, id, createdAt, dueAt }, filter)).toEqual({
      previous: rows[index - 1]?.id,
      next: rows[index + 1]?.id,
    });
});

test("a request that has left the list still has its place, and another store's are not in it", async () => {
  const [storeId, other] = [await makeList(), await makeList()];
  const filter: RequestFilter = { ...everything, states: ["open"] };
  const [first, second, third] = (await listRequests(storeId, filter)).rows;
  if (!first || !second || !third) throw new Error("the list is shorter");
  await prisma().request.updateMany({ where: { storeId, id: second.id }, data: { state: "answered" } });
  const place = { createdAt: second.createdAt, dueAt: second.dueAt, id: second.id };
  expect(await neighborRequests({ storeId, ...place }, filter)).toEqual({ previous: first.id, next: third.id });
  const strangers = (await listRequests(other, filter)).rows.map(({ id }) => id);
  const { previous, next } = await neighborRequests({ storeId: other, ...place }, filter);
  expect([previous, next].every((id) => id === undefined || strangers.includes(id))).toBe(true);
});
