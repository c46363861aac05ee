import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { formSchema } from "@/lib/sign-in/form-schema";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { deleteTemplate, listTemplates, saveTemplate, templateFields } from "./answer-templates";
import { MAX_MESSAGE_LENGTH } from "./typed-text";

withTestDatabase();

let storeId: string;
let owner: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  storeId = (await makeStore()).id;
  owner = await makeMember(storeId, "owner");
});

const template = { kind: "refusal", locale: "en", name: "Asked again", text: "You asked last week." } as const;
const add = (changes: Partial<Parameters<typeof saveTemplate>[1]> = {}, id?: string, store = storeId) =>
  saveTemplate({ storeId: store, id, actor: owner }, { ...template, ...changes });
const saves = () => prisma().event.count({ where: { storeId, type: "settings_saved" } });

test("a store keeps, changes and deletes its own templates, each time with an event", async () => {
  await add({ name: "B" });
  await add({ name: "A", kind: "message" });
  expect((await listTemplates(storeId)).map(({ name }) => name)).toEqual(["A", "B"]);
  const [found] = await listTemplates(storeId, "refusal");
  expect(found).toEqual({ ...template, name: "B", id: found?.id });
  await add({ name: "C", locale: "de" }, found?.id);
  expect(await listTemplates(storeId, "refusal")).toMatchObject([{ id: found?.id, name: "C", locale: "de" }]);
  expect(await saves()).toBe(3);
  await deleteTemplate(storeId, found?.id ?? "", owner);
  await deleteTemplate(storeId, found?.id ?? "", owner);
  expect(await listTemplates(storeId, "refusal")).toEqual([]);
  expect(await saves()).toBe(4);
  await expect(add({}, found?.id)).rejects.toThrow("templateGone");
});

test("another store's templates are neither seen nor changed", async () => {
  const other = await makeStore();
  await add({}, undefined, other.id);
  const [theirs] = await listTemplates(other.id);
  expect(await listTemplates(storeId)).toEqual([]);
  await expect(add({ name: "Mine" }, theirs?.id)).rejects.toThrow("templateGone");
  await deleteTemplate(storeId, theirs?.id ?? "", owner);
  expect(await listTemplates(other.id)).toEqual([theirs]);
});

test("a store has 50 templates at most, even of owners who add the last one at once", async () => {
  for (let count = 0; count < 49; count++) await add();
  const added = await Promise.allSettled(Array.from({ length: 6 }, () => add()));
  expect(added.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(add()).rejects.toThrow("tooManyTemplates");
});

test.each([
  ["refusal", "x".repeat(2000), undefined],
  ["refusal", "x".repeat(2001), "templateTextTooLong"],
  ["answer", " \r\n ", "templateTextMissing"],
  ["answer", "See https://shop.example/terms", undefined],
  ["message", "x".repeat(MAX_MESSAGE_LENGTH), undefined],
  ["message", "x".repeat(MAX_MESSAGE_LENGTH + 1), "messageTooLong"],
  ["message", "See www.shop.example", "messageHoldsLink"],
  ["message", "", "templateTextMissing"],
] as const)("a template of the kind %s takes what its field takes", (kind, text, problem) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ kind, text, language: "en", name: "Name" })) form.append(name, value);
  expect(formSchema(templateFields(kind)).safeParse(form).error?.issues[0]?.message).toBe(problem);
});

test.each(["", " ", "x".repeat(81)])("a template needs a name of at most 80 characters: %j", (name) => {
  expect(templateFields("refusal").name.safeParse(name).error?.issues[0]?.message).toBe("templateNameMissing");
});
