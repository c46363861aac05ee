import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { disconnect } from "@/lib/source/connection/manage-connections";
import { readerOf } from "@/lib/source/own-descriptor";
import { readOwnTexts } from "@/lib/source/own-texts";
import { sourcesOf } from "@/lib/source/registry";
import { makeMember, makeStore } from "@/test/factories/store";
import { allowPrivateSources } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { openHelpDesk } from "./help-desk";

withTestDatabase();
afterEach(() => allowPrivateSources());

async function makeShop() {
  const { id: storeId, slug } = await makeStore();
  return { storeId, slug, owner: await makeMember(storeId, "owner") };
}

const connectionOf = async (storeId: string) => await prisma().connection.findFirst({ where: { storeId } });

test("the demo's store is connected to a help desk whose tickets name others, and reaches that port alone; a later start says the new port", async () => {
  const { storeId, slug, owner } = await makeShop();
  await openHelpDesk(slug, owner);
  const first = await connectionOf(storeId);
  expect(env().allowedPrivateSources).toEqual([new URL(first?.address ?? "").host]);
  expect(await readOwnTexts(storeId)).toMatchObject([{ key: "1-tickets", isConfirmed: true }]);
  const [, source] = await sourcesOf({ storeId });
  if (!source) throw new Error("the help desk is no source");
  const { rows } = await source.search({ storeId, text: "hartley", limit: 20 });
  expect(rows.map(({ title }) => title)).toEqual(["Amelia Hartley"]);
  const liveRecords = [{ source: source.name, record: rows[0]?.record ?? "" }];
  const subject = { storeId, customerIds: [], emails: [], liveRecords };
  const tickets: unknown[] = [];
  for await (const page of readerOf(source, "1-tickets")?.pages(subject, new AbortController().signal) ?? [])
    tickets.push(...page);
  expect(JSON.stringify(tickets)).toContain("priya.nair@post.example");

  allowPrivateSources();
  await openHelpDesk(slug, owner);
  const second = await connectionOf(storeId);
  expect([second?.number, second?.state, await prisma().connection.count({ where: { storeId } })]).toEqual([
    ...[1, "healthy", 1],
  ]);
  expect(second?.address).not.toBe(first?.address);
  const [, again] = await sourcesOf({ storeId });
  expect((await again?.search({ storeId, text: "hartley", limit: 20 }))?.rows).toHaveLength(1);
});

test("an owner who disconnected it keeps it so, and named hosts are all that may be reached", async () => {
  const { storeId, slug, owner } = await makeShop();
  await openHelpDesk(slug, owner);
  await disconnect({ storeId, number: 1, actor: owner });
  allowPrivateSources();
  await openHelpDesk(slug, owner);
  expect((await connectionOf(storeId))?.state).toBe("disconnected");
  expect(env().allowedPrivateSources).toEqual([]);

  const named = await makeShop();
  allowPrivateSources("desk.internal:8080");
  await openHelpDesk(named.slug, named.owner);
  expect([await connectionOf(named.storeId), env().allowedPrivateSources]).toEqual([null, ["desk.internal:8080"]]);
});
