import { expect, test } from "vitest";
import { makeAddress, makeStoreWithCustomer } from "@/test/factories/customer";
import { makeRequest } from "@/test/factories/request";
import { withTestDatabase } from "@/test/harness/test-database";
import { listCountries } from "./list-countries";

withTestDatabase();

test("each country of a store's addresses and entered requests is listed once", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer();
  expect(await listCountries(storeId)).toEqual([]);
  for (const [index, country] of ["SE", "DE", null, "SE", "NO"].entries())
    await makeAddress(storeId, customerId, { platformId: `address ${index}`, country });
  for (const country of ["AT", "DE"]) await makeRequest(storeId, { source: "staff", country });
  const other = await makeStoreWithCustomer();
  await makeAddress(other.storeId, other.customerId, { country: "FR" });
  expect(await listCountries(storeId)).toEqual(["AT", "DE", "NO", "SE"]);
});
