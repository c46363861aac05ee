import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { defaultText, REQUEST_PAGE } from "./editable-texts";
import { listTextStates, type OwnTexts, readEditedTexts, readOwnTexts, saveStoreTexts } from "./store-texts";

withTestDatabase();

let storeId: string;
let owner: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  owner = await makeMember(storeId, "owner", "Mara Owner");
});

const name = "request-received";
const save = (texts: OwnTexts, changes: Partial<Parameters<typeof saveStoreTexts>[0]> = {}) =>
  saveStoreTexts({ storeId, name, locale: "en", texts, actor: owner, ...changes });
const changes = async () =>
  (await prisma().event.findMany({ where: { storeId, type: "text_changed" }, orderBy: { id: "asc" } })).map(
    ({ data, actorName }) => ({ ...(data as object), by: actorName }),
  );
const event = (part: string, from: string | null, to: string | null, by = "Mara Owner") => ({
  ...{ name, locale: "en", part, from, to, by },
});

test("only what differs from the default is kept, and each change is an event with the old and the new text", async () => {
  const first = { subject: defaultText(name, "subject", "en"), opening: defaultText(name, "opening", "en") };
  await save({ ...first, closing: "" });
  expect(await readOwnTexts(storeId, name, "en")).toEqual({});
  expect(await changes()).toEqual([]);

  await save({ ...first, opening: "Thank you.", closing: "Bye" });
  expect(await readOwnTexts(storeId, name, "en")).toEqual({ opening: "Thank you.", closing: "Bye" });
  await save({ ...first, opening: "Thank you.", closing: "Goodbye" });
  await save({ ...first, opening: "", closing: "Goodbye" });
  expect(await readOwnTexts(storeId, name, "en")).toEqual({ closing: "Goodbye" });
  expect(await changes()).toEqual([
    event("opening", null, "Thank you."),
    event("closing", null, "Bye"),
    event("closing", "Bye", "Goodbye"),
    event("opening", "Thank you.", null),
  ]);
});

test("a text is of one store and one language", async () => {
  const other = await makeStore();
  await save({ opening: "Danke." }, { locale: "de" });
  await save({ opening: "Other." }, { storeId: other.id });
  expect(await readOwnTexts(storeId, name, "en")).toEqual({});
  expect(await readOwnTexts(storeId, name, "de")).toEqual({ opening: "Danke." });
  expect(await readOwnTexts(storeId, "no-data", "de")).toEqual({});
  expect([...(await listTextStates(storeId))]).toEqual([[`${name} de`, "changed"]]);
  await save({ opening: "" }, { locale: "de" });
  expect(await readOwnTexts(other.id, name, "en")).toEqual({ opening: "Other." });
});

test("an owner is told that the default has changed since, until they save their text again", async () => {
  await save({ subject: "Received", opening: "Thank you." });
  const key = { storeId, locale: "en", name, part: "opening" };
  await prisma().storeText.updateMany({ where: key, data: { defaultText: "What it was" } });
  expect(await listTextStates(storeId)).toEqual(new Map([[`${name} en`, "outdated"]]));
  const opening = async () => (await readEditedTexts(storeId, name, "en")).find(({ part }) => part === "opening");
  expect(await opening()).toMatchObject({ text: "Thank you.", own: { by: "Mara Owner", isOutdated: true } });
  const before = (await changes()).length;
  await save({ subject: "Received", opening: "Thank you." });
  expect((await opening())?.own?.isOutdated).toBe(false);
  expect(await changes()).toHaveLength(before);
  expect(await listTextStates(storeId)).toEqual(new Map([[`${name} en`, "changed"]]));
});

test("of owners who save at once the last one wins, and each event has the text before it", async () => {
  const second = await makeMember(storeId, "owner", "Otto Owner");
  const texts = ["One", "Two", "Three", "Four", "Five", "Six"];
  await Promise.all(texts.map((opening, at) => save({ opening }, { actor: at % 2 ? second : owner })));
  const events = (await changes()) as ReturnType<typeof event>[];
  expect(events.map(({ to }) => to).sort()).toEqual([...texts].sort());
  for (const [at, { from, to, by }] of events.entries()) {
    expect(from).toBe(events[at - 1]?.to ?? null);
    expect(by).toBe(texts.indexOf(String(to)) % 2 ? "Otto Owner" : "Mara Owner");
  }
  expect(await readOwnTexts(storeId, name, "en")).toEqual({ opening: events.at(-1)?.to });
});

test("what this release does not let a store write is neither used nor shown", async () => {
  const written = { text: "Hi", defaultText: "", writtenById: owner.id, writtenByName: owner.name };
  const rows = [
    { name: "verify-request", part: "subject", locale: "en" },
    { name: "no-such-email", part: "opening", locale: "en" },
    { name: REQUEST_PAGE, part: "opening", locale: "xx" },
  ];
  await prisma().storeText.createMany({ data: rows.map((row) => ({ storeId, ...row, ...written })) });
  expect(await readOwnTexts(storeId, "verify-request", "en")).toEqual({});
  expect((await readEditedTexts(storeId, "verify-request", "en")).map(({ part, own }) => [part, own])).toEqual([
    ["opening", undefined],
    ["closing", undefined],
  ]);
  expect((await listTextStates(storeId)).has("no-such-email en")).toBe(false);
});
