import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { buildExport } from "@/lib/export/build-export";
import { findCurrentCopy } from "@/lib/review/preview-copy";
import type { OwnSection } from "@/lib/source/own-section";
import { confirmOwnText, readOwnTexts } from "@/lib/source/own-texts";
import { recordsSource } from "@/lib/source/records/records-source";
import { defaultInformation, informationPlaces, textsOf } from "@/lib/store/article15";
import { informationName, saveInformation } from "@/lib/store/information-settings";
import { makeConnection } from "@/test/factories/connection";
import { makeStoreWithCustomer } from "@/test/factories/customer";
import { readDeliveryRow } from "@/test/factories/delivery";
import { exportCustomer } from "@/test/factories/export";
import { makeMember, makeStore } from "@/test/factories/store";
import { dataOf, fileOf, readArchive } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { createDelivery } from "./create-delivery";

withTestDatabase();

const section: OwnSection = {
  ...{ key: "tickets", title: { en: "Tickets", de: "Anfragen" } },
  columns: [{ name: "id", title: { en: "Number" }, type: "text" }],
};

/** A ready export of a store that has confirmed its information, with so many tickets of its help desk. */
async function makeTickets(count: number) {
  const { storeId, customerId } = await makeStoreWithCustomer(
    { locale: "en" },
    { informationConfirmedAt: new Date(0) },
  );
  const description = { protocol: 1, name: "Help desk", sections: [], ownSections: [section] };
  await makeConnection(storeId, { description: JSON.parse(JSON.stringify(description)) });
  const collector = {
    async *pages() {
      yield Array.from({ length: count }, (_, index) => ({ id: `T-${index}`, record: "1" }));
    },
  };
  const desk = { name: "connection-1", title: "Help desk", collectors: {}, own: [{ section, collector }] };
  const target = await exportCustomer(storeId, customerId, [recordsSource, desk]);
  await prisma().request.updateMany({
    where: { storeId, id: target.requestId },
    data: { email: "ann@mail.example", emailVerified: true },
  });
  const store = await prisma().store.findUniqueOrThrow({ where: { id: storeId } });
  return { ...target, store, actor: await makeMember(storeId, "owner") };
}

const key = "1-tickets";
const texts = { en: "To answer <you>", de: "Um zu antworten" };

test("tickets are delivered once an owner has confirmed what they are used for, and the copy says it", async () => {
  const ready = await makeTickets(1);
  const { storeId, actor } = ready;
  expect(await readOwnTexts(storeId)).toMatchObject([
    { key, source: "Help desk", titles: { en: "Tickets", de: "Anfragen" }, isConfirmed: false },
  ]);
  await expect(createDelivery({ ...ready, method: "link" })).rejects.toThrow(
    new UserError("ownTextsUnconfirmed", { sections: key }),
  );

  const other = await makeTickets(1);
  await confirmOwnText({ storeId, key, texts, actor });
  expect(await readOwnTexts(storeId)).toMatchObject([{ texts, isConfirmed: true }]);
  await expect(createDelivery({ ...other, method: "link" })).rejects.toThrow(
    new UserError("ownTextsUnconfirmed", { sections: key }),
  );
});

test("an export from before is built again with the text; the information page keeps it", async () => {
  const ready = await makeTickets(1);
  const { storeId, actor, store } = ready;
  await confirmOwnText({ storeId, key, texts, actor });
  const first = defaultInformation("en", store);
  const sent = informationPlaces.map((place) => {
    return [informationName(place), textsOf(first, place.section)?.[place.field]];
  });
  await saveInformation(storeId, { language: "en", confirm: false, ...Object.fromEntries(sent) }, actor);
  expect(await findCurrentCopy(ready)).toBeUndefined();
  const { deliveryId } = await createDelivery({ ...ready, method: "link" });
  const { exportId } = await readDeliveryRow(storeId, deliveryId);
  if (!exportId || exportId === ready.exportId) throw new Error("no copy was ordered");
  await buildExport({ storeId, exportId }, new AbortController().signal);
  const files = await readArchive({ storeId, exportId });
  expect(dataOf(files).information.sections[key]).toEqual({ purposes: texts.en });
  expect(fileOf(files, "index.html")).toContain("To answer &lt;you&gt;");
  const { type, data } = await prisma().event.findFirstOrThrow({ where: { storeId, type: "settings_saved" } });
  expect([type, data]).toEqual(["settings_saved", { page: "connections", confirmed: true }]);
});

test("no tickets, nothing to confirm; a section that no connection has is none", async () => {
  const ready = await makeTickets(0);
  expect((await createDelivery({ ...ready, method: "link" })).state).toBe("live");
  const { id: storeId } = await makeStore();
  const unknown = confirmOwnText({ storeId, key, texts, actor: await makeMember(storeId, "owner") });
  await expect(unknown).rejects.toThrow(new UserError("connectionGone"));
});
