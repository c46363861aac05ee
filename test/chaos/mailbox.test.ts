import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { expect, onTestFinished, test } from "vitest";
import { startApp } from "@/test/harness/app";
import { startGuests } from "@/test/harness/guests";
import { canMount, mountSmallFolder } from "@/test/harness/small-folder";
import { makeDeployment, randomMilliseconds, rounds } from "./deployment";
import { expectNothingLost, type Sent } from "./report";

test.skipIf(!canMount)(
  `a mailbox folder on a full disk delays emails and loses none${canMount ? "" : " (only root may mount a small disk)"}`,
  async () => {
    const disk = mountSmallFolder(32);
    onTestFinished(disk.remove);
    const { databaseUrl, stores } = await makeDeployment();
    const app = await startApp({ databaseUrl, dataDir: disk.path, mode: "demo" });
    onTestFinished(() => app.kill());
    const guests = await startGuests(() => [app.origin], stores);
    for (let round = 0; round < rounds; round++) {
      await guests.accepted(3);
      await pause(randomMilliseconds(300));
      disk.fill();
      await pause(randomMilliseconds(600));
      disk.empty();
    }
    await guests.stop();
    await expectNothingLost({ name: "mailbox, disk full", rounds }, databaseUrl, () => readMailbox(disk.path), guests);
    expect(guests.requests.filter(({ told }) => told !== "accepted")).toEqual([]);
    // No half-written file is left.
    expect(readdirSync(path.join(disk.path, "mail")).filter((name) => !name.endsWith(".eml"))).toEqual([]);
  },
);

async function readMailbox(folder: string): Promise<Sent> {
  const files = readdirSync(path.join(folder, "mail"));
  const mails = await Promise.all(files.map((name) => simpleParser(readFileSync(path.join(folder, "mail", name)))));
  const recipients = mails.map(({ to }) => [to ?? []].flat()[0]?.value[0]?.address ?? "");
  return { messages: recipients.map((recipient) => ({ recipient, acceptedAtMs: 0 })), refused: [] };
}
