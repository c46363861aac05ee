import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { getRequest } from "@/lib/request/get-request";
import { recordsSource } from "@/lib/source/records/records-source";
import { makeConnection } from "@/test/factories/connection";
import { makeErasure } from "@/test/factories/erasure";
import { withTestDatabase } from "@/test/harness/test-database";
import { approveErasure } from "./approve-erasure";
import { readErasureView } from "./read-erasure";
import { runErasure } from "./run-erasure";

withTestDatabase();

test("the page says why a source does not erase by itself, and what went wrong where it does", async () => {
  const { storeId, requestId, actor, target } = await makeErasure();
  await makeConnection(storeId, { kind: "vendure" });
  const desk = { protocol: 1, name: "Desk", sections: ["profile"], rights: ["erase"] };
  await makeConnection(storeId, { description: desk });
  await makeConnection(storeId, { description: desk, mayErase: true });
  for (const source of ["connection-1", "connection-2", "connection-3"]) {
    const link = { source, record: "7", state: "accepted", reason: "address", actorKind: "system" } as const;
    await prisma().requestRecord.create({ data: { ...target, ...link, label: "Ada" }, select: { record: true } });
  }
  const read = async () => {
    const request = await getRequest(target);
    if (!request) throw new Error("gone");
    const { steps } = await readErasureView(request);
    return steps.filter(({ source }) => source?.startsWith("connection-"));
  };
  const seen = [
    { kind: "by_hand", source: "connection-1", obstacle: { code: "hides" } },
    { kind: "by_hand", source: "connection-2", obstacle: { code: "off" } },
    { kind: "live", source: "connection-3", obstacle: undefined },
  ];
  expect(await read()).toMatchObject(seen);
  await approveErasure({ storeId, requestId, actor });
  const erase = () => Promise.reject(new UserError("scopeMissing", { source: "Shop", scope: "write_customers" }));
  const live = { ...recordsSource, name: "connection-3", can: { erase: true, object: false }, erase };
  expect(await runErasure(target, new AbortController().signal, [live])).toBe(false);
  expect(await read()).toMatchObject([...seen.slice(0, 2), { state: "failed", error: "scopeMissing write_customers" }]);
});
