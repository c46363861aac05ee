import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { expect, onTestFinished, test } from "vitest";
import { startApp } from "@/test/harness/app";
import { canMount, mountSmallFolder } from "@/test/harness/small-folder";
import { account, type Sent } from "./account";
import { sendGuests } from "./guests";
import { rounds, someMilliseconds } from "./rounds";
import { makeSetting } from "./setting";

test.skipIf(!canMount)(
  `a mailbox folder on a full disk delays e-mails and loses none${canMount ? "" : " (only root may mount a small disk)"}`,
  async () => {
    const disk = mountSmallFolder(32);
    onTestFinished(disk.remove);
    const { databaseUrl, stores } = await makeSetting();
    const app = await startApp({ databaseUrl, dataDir: disk.path, mode: "demo" });
    onTestFinished(() => app.kill());
    const guests = await sendGuests(() => [app.origin], stores);
    for (let round = 0; round < rounds; round++) {
      await guests.accepted(3);
      await pause(someMilliseconds(300));
      disk.fill();
      await pause(someMilliseconds(600));
      disk.empty();
    }
    await guests.leave();
    await account({ name: "mailbox, disk full", rounds }, databaseUrl, () => readMailbox(disk.path), guests);
    expect(guests.asks.filter(({ told }) => told !== "accepted")).toEqual([]);
    // No half-written file stays.
    expect(readdirSync(path.join(disk.path, "mail")).filter((name) => !name.endsWith(".eml"))).toEqual([]);
  },
);

async function readMailbox(folder: string): Promise<Sent> {
  const files = readdirSync(path.join(folder, "mail"));
  const mails = await Promise.all(files.map((name) => simpleParser(readFileSync(path.join(folder, "mail", name)))));
  const recipients = mails.map(({ to }) => [to ?? []].flat()[0]?.value[0]?.address ?? "");
  return { messages: recipients.map((recipient) => ({ recipient, acceptedAtMs: 0 })), refused: [] };
}
