import { expect, test } from "vitest";
import { findArchive } from "@/lib/archive/find-archive";
import { streamPage } from "@/lib/archive/stream-page";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { letExpire, makeCustomerExport, readExport } from "@/test/factories/export";
import { redact, redaction } from "@/test/factories/redaction";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { findCurrentCopy, previewCopy } from "./preview-copy";

withTestDatabase();

type Target = { storeId: string; exportId: string };

const preview = async (target: Target): Promise<Target> => {
  const { exportId } = await previewCopy({ ...target, actor: await makeMerchant() });
  return { storeId: target.storeId, exportId };
};
const build = (target: Target) => buildExport(target, new AbortController().signal);

async function pageOf(target: Target, path = "index.html") {
  const archive = await findArchive(target);
  const html = archive && streamPage(archive, path);
  return html ? await new Response(html).text() : undefined;
}

test("where nothing is redacted, the customer gets the export itself", async () => {
  const original = await makeCustomerExport({ note: "Likes tea." });
  expect((await preview(original)).exportId).toBe(original.exportId);
  expect(await prisma().export.count({ where: { storeId: original.storeId } })).toBe(1);
  expect(await pageOf(original)).toContain("Likes tea.");
});

test("a preview lacks what is redacted, is built once, and is another after the next redaction", async () => {
  const original = await makeCustomerExport({ note: "Likes tea.", phone: "+44 20 7946 0321" });
  await redact(original, [redaction("profile", { pointer: "/note" })]);
  const copy = await preview(original);
  expect(copy.exportId).not.toBe(original.exportId);
  expect((await preview(original)).exportId).toBe(copy.exportId);
  await build(copy);
  const html = await pageOf(copy);
  expect(html).not.toContain("Likes tea.");
  expect(html).toContain("7946");
  expect(await findCurrentCopy(original)).toBe(copy.exportId);

  await redact(original, [redaction("profile", { pointer: "/phone" })]);
  expect(await findCurrentCopy(original)).toBeUndefined();
  const next = await preview(original);
  expect(next.exportId).not.toBe(copy.exportId);
  // The first one, which nobody was sent, goes with the next clean-up.
  expect((await readExport(copy)).expiresAt?.getTime()).toBeLessThanOrEqual(Date.now());
  await build(next);
  expect(await pageOf(next)).not.toContain("7946");
});

test("it follows information about the data that an owner has confirmed since", async () => {
  const original = await makeCustomerExport();
  const confirmed = { informationConfirmedAt: new Date(Date.now() + 60_000) };
  await prisma().store.update({ where: { id: original.storeId }, data: confirmed });
  expect((await preview(original)).exportId).not.toBe(original.exportId);
});

test("only a ready export of the store has one, and only pages of the archive are shown", async () => {
  const original = await makeCustomerExport();
  const elsewhere = { ...original, storeId: (await makeStore()).id };
  expect(await outcome(preview(elsewhere))).toBe("exportGone");
  expect(await pageOf(elsewhere)).toBeUndefined();
  for (const path of ["data.json", "csv/orders.csv", "../index.html", "none.html", ""])
    expect(await pageOf(original, path), path).toBeUndefined();
  await redact(original, [redaction("profile")]);
  const copy = await preview(original);
  expect(await outcome(preview(copy))).toBe("exportGone");
  await letExpire(original);
  expect(await outcome(preview(original))).toBe("exportGone");
});
