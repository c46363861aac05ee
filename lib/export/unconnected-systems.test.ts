import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { addSystem, listSystems, removeSystem } from "@/lib/store/unconnected-systems";
import { addText } from "@/lib/upload/add-text";
import { makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { exportCustomer } from "@/test/factories/export";
import { makeMember } from "@/test/factories/store";
import { fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { findExport } from "./find-export";
import { requestExport } from "./request-export";

withTestDatabase();

test("a system that is not connected is named as not searched, without whom to ask, until its data was added by hand", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer({ locale: "en" });
  await makeOrder(storeId, { customerId });
  const actor = await makeMember(storeId, "owner");
  await addSystem({ storeId, name: "Old <till>", contact: "Mara, extension 12", actor });
  await addSystem({ storeId, name: "Paper archive", contact: "The cellar", actor });
  const target = await exportCustomer(storeId, customerId);
  const files = await readArchive(target);
  expect(schemaErrors(files)).toBeNull();
  const { searches } = JSON.parse(fileOf(files, "manifest.json"));
  const not = { searched: false, notSearched: "not_connected", searchedAt: null, rows: 0, failed: [] };
  expect(searches).toMatchObject([
    { source: "dossier-database", searched: true },
    { source: "not-connected-1", name: "Old <till>", ...not },
    { source: "not-connected-2", name: "Paper archive", ...not },
  ]);
  expect(fileOf(files, "index.html")).toContain(
    "Not searched when this copy was made: Old &lt;till&gt;, Paper archive.",
  );
  expect(JSON.stringify(files)).not.toMatch(/extension 12|cellar/);

  const { requestId } = target;
  const added = { system: "paper ARCHIVE", text: "Nothing on file.", asOf: "2026-01-02" };
  await addText({ storeId, requestId, actor, ...added });
  await removeSystem({ storeId, number: 1, actor });
  const again = await requestExport({ storeId, requestId, actor });
  await buildExport({ storeId, exportId: again.exportId }, new AbortController().signal);
  const found = await findExport({ storeId, exportId: again.exportId });
  expect(found?.searches.map(({ source }) => source)).toEqual(["dossier-database", "added-by-hand"]);
  expect((await findExport(target))?.searches).toHaveLength(3);
});

test("a store lists twenty of them; a delivery does not ask about them", async () => {
  const { storeId, customerId } = await makeStoreWithCustomer();
  const actor = await makeMember(storeId, "owner");
  for (let count = 1; count <= 20; count++)
    await addSystem({ storeId, name: `System ${count}`, contact: "Ada", actor });
  expect(await outcome(addSystem({ storeId, name: "One more", contact: "Ada", actor }))).toBe("tooManyConnections");
  expect((await listSystems(storeId)).map(({ number }) => number).at(-1)).toBe(20);
  const { requestId } = await exportCustomer(storeId, customerId);
  await prisma().store.updateMany({ where: { id: storeId }, data: { informationConfirmedAt: new Date() } });
  const chosen = { method: "outside", handedOverHow: "post", identityCheck: "in_person" } as const;
  expect(await createDelivery({ storeId, requestId, actor, ...chosen })).toMatchObject({
    deliveryId: expect.any(String),
  });
});
