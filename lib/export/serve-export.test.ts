import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { prisma } from "@/lib/database";
import { logger } from "@/lib/logger";
import { makeOrder } from "@/test/factories/customer";
import { makeCustomerExport } from "@/test/factories/export";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { download } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { serveExport } from "./serve-export";

withTestDatabase();

/** A ready export that is some chunks long, and how a merchant asks for its archive. */
async function readyExport() {
  const target = await makeCustomerExport({}, (storeId, customerId) =>
    makeOrder(storeId, { customerId, note: randomBytes(2_500_000).toString("base64") }),
  );
  const actor = await makeMerchant("Mara");
  const ask = async (headers: Record<string, string> = {}, { method = "GET", by = actor } = {}) => {
    const request = new Request("http://localhost/", { method, headers });
    const answer = await serveExport({ ...target, actor: by, request });
    return answer ?? new Response(null, { status: 404 });
  };
  const downloads = () => prisma().event.findMany({ where: { ...ofRequest, type: "export_downloaded" } });
  const ofRequest = { storeId: target.storeId, requestId: target.requestId };
  const downloadedAt = async () =>
    (await prisma().export.findFirstOrThrow({ where: { id: target.exportId } })).downloadedAt;
  return { target, ask, downloads, downloadedAt };
}

test("each download is an event, and the first one is kept on the export", async () => {
  const { target, ask, downloads, downloadedAt } = await readyExport();
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(await download(target)))).toBe(true);
  const first = await downloadedAt();
  expect(first).toBeInstanceOf(Date);
  await (await ask()).arrayBuffer();
  expect(await downloadedAt()).toEqual(first);
  expect(await downloads()).toMatchObject(Array(2).fill({ actorName: "Mara", data: { exportId: target.exportId } }));
});

test("HEAD has the headers and counts nothing, and a prefetch is refused", async () => {
  const { ask, downloads, downloadedAt } = await readyExport();
  const head = await ask({}, { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(head.body).toBeNull();
  expect(Object.fromEntries(head.headers)).toMatchObject({
    "accept-ranges": "bytes",
    "content-type": "application/zip",
  });
  expect((await ask({ "sec-purpose": "prefetch;prerender" })).status).toBe(403);
  expect((await ask({ purpose: "prefetch" })).status).toBe(403);
  expect((await ask({ range: "bytes=99999999-" })).status).toBe(416);
  expect([await downloads(), await downloadedAt()]).toEqual([[], null]);
});

test("a range is served, and one that resumes a download is no other download", async () => {
  const { target, ask, downloads } = await readyExport();
  const whole = Buffer.from(await download(target));
  const begun = await ask({ range: "bytes=0-999999" });
  expect([begun.status, begun.headers.get("content-range")]).toEqual([206, `bytes 0-999999/${whole.length}`]);
  const rest = await ask({ range: "bytes=1000000-", "if-range": begun.headers.get("etag") ?? "" });
  expect(rest.status).toBe(206);
  const parts = [Buffer.from(await begun.arrayBuffer()), Buffer.from(await rest.arrayBuffer())];
  expect(Buffer.concat(parts).equals(whole)).toBe(true);
  expect(await downloads()).toHaveLength(1);
  // A part is the data too, where nobody has begun.
  await (await ask({ range: "bytes=1-" }, { by: await makeMerchant("Ole") })).arrayBuffer();
  expect((await downloads()).map(({ actorName }) => actorName)).toEqual(["Mara", "Ole"]);
});

test("another store gets nothing", async () => {
  const { target, downloads } = await readyExport();
  const { id: storeId } = await makeStore();
  const request = new Request("http://localhost/");
  expect(await serveExport({ ...target, storeId, actor: await makeMerchant(), request })).toBeUndefined();
  expect(await downloads()).toEqual([]);
});

test("a download breaks off when the export expires, with one line of information and no failure", async () => {
  const { target, ask } = await readyExport();
  const reader = (await ask()).body?.getReader();
  await reader?.read();
  await prisma().export.updateMany({ where: { id: target.exportId }, data: { expiresAt: new Date() } });
  const [info, failure] = [vi.spyOn(logger, "info"), vi.spyOn(logger, "error")];
  const rest = async () => {
    while (!(await reader?.read())?.done);
  };
  await expect(rest()).rejects.toMatchObject({ name: "AbortError" });
  const lines = () => info.mock.calls.filter(([, text]) => String(text).includes("broken off"));
  // Who reads may hear of it before it is logged.
  await vi.waitFor(() => expect(lines().map(([ids]) => ids)).toEqual([{ exportId: target.exportId }]));
  expect(failure).not.toHaveBeenCalled();
});
