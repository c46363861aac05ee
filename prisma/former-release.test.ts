import { beforeEach, expect, test } from "vitest";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { database } from "@/lib/database";
import { makeCustomer } from "@/test/factories/customer";
import { customersOf, makeLink, makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";

// What the release before reads and writes beside this one: the links under their former name, and "request"."customer_id".
withTestDatabase();

let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

async function rows(sql: string, values: unknown[]) {
  return (await database().query(sql, values)).rows;
}
const customerOf = async (requestId: string) =>
  (await rows(`SELECT customer_id FROM request WHERE store_id = $1 AND id = $2`, [storeId, requestId]))[0];
const linksOf = (requestId: string) =>
  rows(`SELECT record FROM linked_record WHERE store_id = $1 AND request_id = $2 ORDER BY record`, [
    storeId,
    requestId,
  ]);

test("it sees the first accepted customer as a request's, and never a proposal", async () => {
  const [{ id: first }, { id: second }] = [await makeCustomer(storeId), await makeCustomer(storeId)];
  const { id } = await makeRequest(storeId);
  await makeLink(storeId, id, first, { state: "proposed" });
  expect([await customerOf(id), await linksOf(id)]).toEqual([{ customer_id: null }, []]);
  await makeLink(storeId, id, second);
  expect(await customerOf(id)).toEqual({ customer_id: second });
  expect(await linksOf(id)).toEqual([{ record: customerRecord(second) }]);
});

test("what it links and unlinks, this release links and unlinks", async () => {
  const [{ id: first }, { id: second }] = [await makeCustomer(storeId), await makeCustomer(storeId)];
  const { id } = await makeRequest(storeId);
  const link = `INSERT INTO linked_record (store_id, request_id, source, record, reason, actor_kind)
                VALUES ($1, $2, '${RECORDS_SOURCE}', $3, 'chosen', 'system') ON CONFLICT DO NOTHING`;
  await rows(link, [storeId, id, customerRecord(first)]);
  await rows(link, [storeId, id, customerRecord(first)]);
  expect(await customersOf(storeId, id)).toEqual([first]);
  // As it moves the requests of a guest to their account.
  await rows(`UPDATE linked_record SET record = $3 WHERE store_id = $1 AND record = $2`, [
    ...[storeId, customerRecord(first), customerRecord(second)],
  ]);
  expect([await customersOf(storeId, id), await customerOf(id)]).toEqual([[second], { customer_id: second }]);
  await rows(`DELETE FROM linked_record WHERE store_id = $1 AND request_id = $2`, [storeId, id]);
  expect([await customersOf(storeId, id), await customerOf(id)]).toEqual([[], { customer_id: null }]);
});
