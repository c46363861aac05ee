import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/database";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { countTry, deleteExpiredRates, limitRate, limitRates, refundRate, resetRate } from "./rate-limit";

withTestDatabase();

let inbox: string;

beforeEach(() => {
  inbox = randomUUID();
});

const times = async (count: number, work: () => Promise<unknown>) => {
  for (let time = 0; time < count; time++) await work();
};
const letAllExpire = () => database().query("UPDATE rate_limit SET expire = expire - 3600001");

test("a limit allows its number of tries, and then says in how many minutes the next is allowed", async () => {
  await times(3, () => limitRate("mailByInbox", inbox));
  const refused = expect(limitRate("mailByInbox", inbox)).rejects;
  await refused.toMatchObject({ code: "rateLimited", values: { minutes: 60 } });
  await limitRate("mailByInbox", randomUUID());
  await limitRate("publicFormByAddress", inbox);
});

test("of many simultaneous tries no more pass than the limit allows", async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(limitRate("mailByInbox", inbox))));
  expect(outcomes.filter((said) => said === "rateLimited")).toHaveLength(17);
});

test("a try that one limit refuses does not count against those after it", async () => {
  const store = randomUUID();
  const block = randomUUID();
  const ask = () =>
    limitRates(
      [
        ["mailByInbox", inbox],
        ["publicFormByAddress", block],
      ],
      ["mailByStore", store],
    );
  await times(3, ask);
  await times(5, () => outcome(ask()));
  const { rows } = await database().query(
    "SELECT points FROM rate_limit WHERE key LIKE 'publicForm%' OR key LIKE 'mailByStore%' ORDER BY points DESC LIMIT 2",
  );
  expect(rows).toEqual([{ points: 3 }, { points: 3 }]);
});

test("a slowing limit refuses nothing and says how long to wait", async () => {
  await times(3, async () =>
    expect(await limitRates([["publicFormByAddress", inbox]], ["mailByInbox", inbox])).toBe(0),
  );
  const waitSeconds = await limitRates([["publicFormByAddress", inbox]], ["mailByInbox", inbox]);
  expect(waitSeconds).toBeGreaterThan(3500);
  expect(waitSeconds).toBeLessThanOrEqual(3600);
});

test("an expired limit counts from one again", async () => {
  await times(3, () => countTry("mailByInbox", inbox));
  expect(await countTry("mailByInbox", inbox)).toBeGreaterThan(0);
  await letAllExpire();
  await times(3, async () => expect(await countTry("mailByInbox", inbox)).toBe(0));
  expect(await countTry("mailByInbox", inbox)).toBeGreaterThan(0);
});

test("tries are taken back and forgotten, and expired counters are deleted", async () => {
  await times(3, () => limitRate("mailByInbox", inbox));
  await refundRate("mailByInbox", inbox);
  await limitRate("mailByInbox", inbox);
  expect(await outcome(limitRate("mailByInbox", inbox))).toBe("rateLimited");
  await resetRate("mailByInbox", inbox);
  await limitRate("mailByInbox", inbox);
  await letAllExpire();
  await deleteExpiredRates();
  expect((await database().query("SELECT key FROM rate_limit")).rows).toEqual([]);
});

test("no hour has more emails to an inbox than its limit, whenever the hour begins", async () => {
  const minutesPass = (minutes: number) =>
    database().query("UPDATE rate_limit SET expire = expire - $1", [minutes * 60_000]);
  await times(1, () => limitRate("mailByInbox", `${inbox}@mail.example`));
  await minutesPass(59);
  await times(2, () => limitRate("mailByInbox", `${inbox}+tag@mail.example`));
  await minutesPass(2);
  expect(await outcome(limitRate("mailByInbox", `${inbox}@mail.example`))).toBe("rateLimited");
  await minutesPass(58);
  expect(await outcome(limitRate("mailByInbox", `${inbox}@mail.example`))).toBe("done");
});

test("addresses that may be one inbox are slowed past ten an hour, a minute more each, and never refused", async () => {
  const ask = (tag: number) =>
    limitRates(
      [["mailByInbox", `${inbox.slice(0, 8)}-${tag}@mail.example`]],
      ["mailByStore", inbox],
      ["mailByPossibleInbox", `${inbox.slice(0, 8)}-${tag}@mail.example`],
    );
  const waits: number[] = [];
  for (let tag = 0; tag < 13; tag++) waits.push(await ask(tag));
  expect(waits).toEqual([...Array(10).fill(0), 60, 120, 180]);
});

test("an inbox is limited in every spelling its provider accepts, and the error says that it is the inbox's limit", async () => {
  const spellings = ["a.b", "a-b", "a_b", "ab+x"].map((name, index) => `${name}@${["pm.me", "proton.me"][index % 2]}`);
  for (const spelling of spellings.slice(0, 3)) await limitRate("mailByInbox", spelling);
  const refused = expect(limitRate("mailByInbox", spellings[3] ?? "")).rejects;
  await refused.toMatchObject({ code: "rateLimited", values: { of: "inbox", minutes: 60 } });
  await times(120, () => limitRate("publicFormByAddress", inbox));
  await expect(limitRate("publicFormByAddress", inbox)).rejects.toMatchObject({ values: { of: "other" } });
});
