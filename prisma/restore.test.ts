import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { expect, inject, test } from "vitest";
import { openPostgres, prisma, shareDatabase } from "@/lib/database";
import { env } from "@/lib/env";
import { countKeys } from "@/lib/keys/count-keys";
import { queue, startQueue } from "@/lib/queue/queue";
import { closeQueue, finishJobs } from "@/lib/queue/stop-queue";
import { startWorker } from "@/lib/queue/worker";
import { handlers } from "@/lib/worker/handlers";
import { askCode, makeDelivery, tryCode } from "@/test/factories/delivery";
import { makeRequest } from "@/test/factories/request";
import { makeMember } from "@/test/factories/store";
import { download } from "@/test/harness/archive";
import { emailsOf, mailsTo, recordAndNotify } from "@/test/harness/emails";
import { databaseUrl, query } from "@/test/harness/postgres";
import { withTestDatabase } from "@/test/harness/test-database";
import { applyMigrations } from "./migrate";

withTestDatabase();

const run = promisify(execFile);
const server = inject("postgresUrl");

test.skipIf(!server)(
  "a dump restored into a new database is complete: archive, code, session, keys; its waiting jobs run once",
  async () => {
    const source = env().databaseUrl ?? "";
    const live = await makeDelivery();
    const bytes = await download(live);
    const code = await askCode(live);
    const merchant = await makeMember(live.storeId, "owner");
    const id = uuidv7();
    const expiresAt = new Date(Date.now() + 3_600_000);
    await prisma().session.create({ data: { id, kind: "merchant", merchantId: merchant.id, expiresAt } });

    const waiting = await makeRequest(live.storeId, { state: "unverified" });
    await recordAndNotify(waiting, "request_made");
    const notYetSent = async () => (await emailsOf(live.storeId)).filter(({ state }) => state !== "sent").length;

    const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-restore-"));
    const file = path.join(folder, "dump");
    const name = `dossier_test_${randomUUID().replaceAll("-", "")}`;
    await run("pg_dump", ["-Fc", "-f", file, source]);
    await prisma().store.delete({ where: { id: live.storeId }, select: { id: true } });
    await query(server ?? "", `CREATE DATABASE ${name}`);
    const target = databaseUrl(server ?? "", name);
    const restored = openPostgres(target);
    try {
      await run("pg_restore", ["--no-owner", "--exit-on-error", "-d", target, file]);
      shareDatabase(restored);
      await applyMigrations(restored, target);
      expect(Buffer.compare(await download(live), bytes)).toBe(0);
      expect((await tryCode(live, code)).deliveryId).toBe(live.deliveryId);
      expect(await prisma().session.findUnique({ where: { id } })).toMatchObject({ merchantId: merchant.id });
      expect(await notYetSent()).toBe(1);
      expect(await mailsTo(waiting.email ?? "")).toEqual([]);
      await queue().stop({ graceful: false });
      env().databaseUrl = target;
      await startQueue();
      await startWorker(handlers);
      await expect.poll(notYetSent, { timeout: 20_000 }).toBe(0);
      await finishJobs(10);
      expect((await mailsTo(waiting.email ?? "")).map(({ subject }) => subject)).toEqual([
        expect.stringContaining("Verify"),
      ]);
      expect((await countKeys()).map(({ role, rows }) => [role, rows])).toEqual([["writes", 2]]);
    } finally {
      await closeQueue();
      await restored.close();
      await query(server ?? "", `DROP DATABASE ${name} WITH (FORCE)`);
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);
